print("ferrule")
