"""The grammar: rules over the words of one sentence, each file one kind of phrase."""
