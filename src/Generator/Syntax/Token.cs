namespace LossGen.Generator.Syntax;

internal enum TokenKind
{
    Name,
    Number,

    /// <summary>sum_ or Σ_ directly before a brace; the text is the word alone.</summary>
    PaperWord,

    /// <summary>Punctuation and operators, in their ASCII spelling.</summary>
    Symbol,

    End,
}

/// <param name="Text">The canonical spelling: <c>!=</c> also for <c>≠</c>.</param>
/// <param name="Value">Of a number.</param>
/// <param name="IsAdjacent">Whether it follows the token before without a space.</param>
internal readonly record struct Token(TokenKind Kind, string Text, TextRange Range, double Value, bool IsAdjacent)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Name && Text == symbolOrWord;
}
