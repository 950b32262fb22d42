/* Symbols only: the library is loaded at run time in place of XRT's. */
