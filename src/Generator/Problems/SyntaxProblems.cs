namespace LossGen.Generator.Problems;

/// <summary>What a text can do wrong before any name is looked up: LOSS02xx.</summary>
internal static class SyntaxProblems
{
    private static readonly List<ProblemKind> Rows = [];

    public static IReadOnlyList<ProblemKind> All => Rows;

    public static readonly ProblemKind UnknownCharacter = Row("LOSS0201",
        "A character that is not part of the language", "{0} is not part of the language{1}");

    public static readonly ProblemKind ForeignNotation = Row("LOSS0202",
        "Notation of another language", "{0} is not written so here: write {1}");

    public static readonly ProblemKind NotANumber = Row("LOSS0203",
        "A number that cannot be read", "'{0}' is not a number: write {1}");

    public static readonly ProblemKind OperandMissing = Row("LOSS0204",
        "Something is missing", "{0} is missing here");

    public static readonly ProblemKind OperatorMissing = Row("LOSS0205",
        "No operator between two operands", "An operator is missing before '{0}': write {1}");

    public static readonly ProblemKind NotClosed = Row("LOSS0206",
        "A bracket that is never closed", "This '{0}' is never closed: '{1}' is missing{2}");

    public static readonly ProblemKind NotOpened = Row("LOSS0207",
        "A bracket that nothing opens", "Nothing opens this '{0}': leave it out, or open it before");

    public static readonly ProblemKind TwoReadings = Row("LOSS0208",
        "A product that can be read in two ways", "'{0}' can be read in two ways: write {1} or {2}");

    public static readonly ProblemKind SingleEquals = Row("LOSS0209",
        "= where it means nothing", "'=' means nothing here: write {0}");

    public static readonly ProblemKind ResultMissing = Row("LOSS0210",
        "A formula without a result", "The result is missing: {0}");

    public static readonly ProblemKind AfterResult = Row("LOSS0211",
        "Something follows the result", "Nothing may follow the result but '; mean by …': {0}");

    public static readonly ProblemKind BadIndex = Row("LOSS0212",
        "Brackets without an index", "In these brackets an index is named, as in {0}[i], {0}[i in C] or {0}[i != y]: {1}");

    public static readonly ProblemKind SecondConstraint = Row("LOSS0213",
        "Two constraints on an index", "An index takes one constraint in its place: write the rest after a colon, as in [{0} : …]");

    public static readonly ProblemKind BadCase = Row("LOSS0214",
        "A case that cannot be read", "Cases read as {{ a if condition; b otherwise }}: {0}");

    public static readonly ProblemKind SumsOnly = Row("LOSS0215",
        "Paper notation for something else than a sum", "Only sums are written with _{{…}}: write {0}[{1}](…)");

    public static readonly ProblemKind BadDefinition = Row("LOSS0216",
        "The left side of a definition", "On the left of := stands a name, as in z := …, z[c] := … or d(u, v) := …: {0}");

    public static readonly ProblemKind BadDeclaration = Row("LOSS0217",
        "A declaration that cannot be read", "This is no declaration: {1} (one reads {0})");

    public static readonly ProblemKind WhereMisplaced = Row("LOSS0218",
        "where stands in a place of its own", "'where' stands once, at the end of the result: {0}");

    public static readonly ProblemKind TooLong = Row("LOSS0219",
        "A text beyond the limit", "The text has {0} characters, and the limit is {1}: write the loss as several definitions, or by hand");

    public static readonly ProblemKind TooDeep = Row("LOSS0220",
        "Nesting beyond the limit", "This nests deeper than {0}, where each operator in a row counts as one: name a part of it in a definition");

    public static readonly ProblemKind TooMany = Row("LOSS0221",
        "A list beyond the limit", "There are more than {0} {1} here");

    private static ProblemKind Row(string id, string title, string message)
    {
        var kind = new ProblemKind(id, Severity.Error, title, message);
        Rows.Add(kind);
        return kind;
    }
}
