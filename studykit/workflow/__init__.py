"""What a front end asks for as one step: make a deck from files, open the library, export, print."""
