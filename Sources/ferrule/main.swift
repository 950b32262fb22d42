import FerruleCLI

await FerruleProgram.main()
