namespace LossGen.Generator.Syntax;

internal enum OperatorShape { Prefix, Infix, Chain }

/// <summary>A row of the operator table.</summary>
/// <param name="Precedence">Higher binds tighter.</param>
/// <param name="RightPrecedence">What the right operand must bind at least as tightly as.</param>
internal sealed record OperatorRow(string Symbol, OperatorShape Shape, int Precedence, int RightPrecedence);

/// <summary>The written form of the language as tables: operators, words, twins, and what other notations write instead.</summary>
internal static class Notation
{
    /// <summary>A formula or a list of declarations.</summary>
    public const int MaximalLength = 10_000;

    /// <summary>Of the tree, where each operator in a row counts as one.</summary>
    public const int MaximalDepth = 200;

    /// <summary>Of the parts of one list: cases, arguments, indices, declarations, definitions.</summary>
    public const int MaximalParts = 64;

    public const int LoosestPrecedence = 1;

    /// <summary>What a bound or constraint is made of: no comparison on the top level.</summary>
    public const int AdditivePrecedence = 5;

    public const int ProductPrecedence = 6;

    public static readonly OperatorRow[] Operators =
    [
        new("or", OperatorShape.Infix, 1, 2),
        new("and", OperatorShape.Infix, 2, 3),
        new("not", OperatorShape.Prefix, 3, 3),
        new("==", OperatorShape.Chain, 4, 5),
        new("!=", OperatorShape.Chain, 4, 5),
        new("<", OperatorShape.Chain, 4, 5),
        new(">", OperatorShape.Chain, 4, 5),
        new("<=", OperatorShape.Chain, 4, 5),
        new(">=", OperatorShape.Chain, 4, 5),
        new("in", OperatorShape.Chain, 4, 5),
        new("not in", OperatorShape.Chain, 4, 5),
        new("+", OperatorShape.Infix, 5, 6),
        new("-", OperatorShape.Infix, 5, 6),
        new("*", OperatorShape.Infix, 6, 7),
        new("/", OperatorShape.Infix, 6, 7),
        new("-", OperatorShape.Prefix, 7, 7),
        // Right associative, and its exponent may have a sign: the right side binds at least as a sign does.
        new("^", OperatorShape.Infix, 8, 7),
    ];

    /// <summary>Words with a meaning of their own, which no name may take. Functions and reductions are in the catalogue.</summary>
    public static readonly string[] Words =
        ["or", "and", "not", "in", "if", "otherwise", "where", "by", "ignoring", "until", "shared"];

    /// <summary>Characters and the spelling they stand for.</summary>
    public static readonly (string Written, string Meaning)[] Twins =
    [
        ("≠", "!="), ("≤", "<="), ("≥", ">="), ("∈", "in"), ("∉", "not in"), ("·", "*"), ("⋅", "*"),
        ("Σ", "sum"), ("∑", "sum"), ("σ", "sigmoid"), ("π", "pi"), ("∞", "inf"),
    ];

    /// <summary>
    /// What other notations write: the characters, what the parser goes on with (null to leave them out), who they are, and
    /// what would be right. Longer ones first.
    /// </summary>
    public static readonly (string Written, string? Reading, string Name, string Right)[] Foreign =
    [
        ("===", "==", "'==='", "=="),
        ("&&", "and", "'&&'", "and"),
        ("**", "^", "'**' for a power", "^"),
        ("//", "/", "'//'", "/, or floor(a/b) for the whole part; comments stand in C# beside the formula"),
        ("<>", "!=", "'<>'", "!="),
        ("=<", "<=", "'=<'", "<="),
        ("=>", ">=", "'=>'", ">= for a comparison, := for a definition, sum[i](x[i]^2) for a sum over an array, and the expression alone for a function"),
        ("+=", "+", "'+='", "+, or sum[i](…) for all terms: nothing is assigned in a formula"),
        ("->", null, "'->'", ":= for a definition"),
        ("−", "-", "The minus sign '−' (U+2212)", "-"),
        ("–", "-", "The dash '–' (U+2013)", "-"),
        ("×", "*", "'×'", "* or ·"),
        ("∗", "*", "'∗' (U+2217)", "*"),
        ("÷", "/", "'÷'", "/"),
        ("∧", "and", "'∧'", "and"),
        ("∨", "or", "'∨'", "or"),
        ("¬", "not", "'¬'", "not"),
        ("&", "and", "'&'", "and"),
        ("½", null, "'½'", "0.5*(…)"),
        ("²", null, "'²'", "^2"),
        ("³", null, "'³'", "^3"),
        ("√", null, "'√'", "sqrt(…)"),
        ("‖", null, "'‖'", "norm[i](…)"),
        ("∏", "prod", "'∏'", "prod[i](…)"),
        ("Π", "prod", "'Π'", "prod[i](…)"),
        ("…", null, "'…'", "the part that is left out"),
        ("$", null, "'$'", "the formula without LaTeX or interpolation marks"),
        ("%", "/", "'%'", "a - b*floor(a/b) for a remainder"),
        ("@", "*", "'@' for a matrix product", "sum[d](a[d]*b[d])"),
        ("~", "not", "'~'", "not"),
        ("'", null, "A prime or quote", "a name of letters and digits"),
        ("\"", null, "A quote", "a name of letters and digits"),
    ];

    /// <summary>Arguments that other libraries name, and what would be right.</summary>
    public static readonly (string Name, string Right)[] ForeignArguments =
    [
        ("dim", "the index that runs, as in sum[i](x[i])"),
        ("axis", "the index that runs, as in sum[i](x[i])"),
        ("keepdim", "nothing of it, as an index keeps or loses an axis"),
        ("keepdims", "nothing of it, as an index keeps or loses an axis"),
        ("reduction", "nothing of it, as it is chosen where the loss is made"),
        ("min", "clampmin(u, lower) for one end, or clamp(u, lower, upper)"),
        ("max", "clampmax(u, upper) for one end, or clamp(u, lower, upper)"),
    ];

    /// <summary>Words of other languages that stand before or between operands, and what would be right.</summary>
    public static readonly (string Word, string Right)[] ForeignWords =
    [
        ("return", "the result alone, as the last part"),
        ("lambda", "the expression alone, and declare its inputs"),
        ("def", "d(u, v) := …; for a definition"),
        ("var", "z := …; for a definition"),
        ("let", "z := …; for a definition"),
        ("const", "z := …; for a definition"),
        ("double", "z := …; for a definition, as types are not written"),
        ("float", "z := …; for a definition, as types are not written"),
        ("int", "z := …; for a definition, as types are not written"),
        ("else", "{ a if condition; b otherwise }"),
        ("elif", "{ a if condition; b if another; c otherwise }"),
        ("then", "{ a if condition; b otherwise }"),
        ("when", "{ a if condition; b otherwise }"),
        ("is", "=="),
        ("for", "sum[i](…) or another reduction"),
        ("over", "sum[i](…) or another reduction"),
    ];
}
