namespace LossGen.Generator.Problems;

/// <summary>What names, axes and kinds can do wrong: LOSS03xx.</summary>
internal static class BindingProblems
{
    private static readonly List<ProblemKind> Rows = [];

    public static IReadOnlyList<ProblemKind> All => Rows;

    // Names

    public static readonly ProblemKind NameTaken = Row("LOSS0301",
        "A name that is taken", "'{0}' is {1} already: one formula has one scope, so choose another name");

    public static readonly ProblemKind NameReserved = Row("LOSS0302",
        "A name that no author can choose", "'{0}' is {1}: choose another name");

    public static readonly ProblemKind UnknownName = Row("LOSS0303",
        "A name that nothing declares", "'{0}' is not known here: {1}");

    public static readonly ProblemKind UnknownFunction = Row("LOSS0304",
        "A function that does not exist", "There is no function '{0}': {1}");

    public static readonly ProblemKind UnknownAxis = Row("LOSS0305",
        "An axis that nothing declares", "'{0}' is no axis: {1}");

    public static readonly ProblemKind UnknownReduction = Row("LOSS0306",
        "A reduction that does not exist", "'{0}' is no reduction: {1}");

    // Declarations

    public static readonly ProblemKind ParameterDeclaration = Row("LOSS0310",
        "A declaration that does not suit a parameter", "'{0}' is a parameter, {1}");

    public static readonly ProblemKind InputDeclaration = Row("LOSS0311",
        "A declaration that does not suit an input", "'{0}' is an input, {1}");

    public static readonly ProblemKind BadDomain = Row("LOSS0312",
        "A domain that nothing can be in", "The domain of '{0}' {1}");

    public static readonly ProblemKind NotInferable = Row("LOSS0313",
        "Inputs that cannot be inferred", "The inputs cannot be inferred, {0}: declare them, as in Inputs = \"{1}\"");

    public static readonly ProblemKind ParameterAxes = Row("LOSS0314",
        "An array parameter without axes", "The array '{0}' has no axes yet: declare them in Inputs, as in \"{1}\"");

    public static readonly ProblemKind NoGradient = Row("LOSS0315",
        "A loss without a gradient", "Nothing here has a gradient: {0}");

    public static readonly ProblemKind UnusedInput = Row("LOSS0316",
        "An input that is not used", "'{0}' is declared and not used: use it or leave it out", Severity.Warning);

    public static readonly ProblemKind UnusedDefinition = Row("LOSS0317",
        "A definition that is not used", "'{0}' is defined and not used: use it or leave it out", Severity.Warning);

    // Arrays and subscripts

    public static readonly ProblemKind WrongSubscripts = Row("LOSS0320",
        "The wrong number of subscripts", "'{0}' has {1}: write {2}");

    public static readonly ProblemKind NotAnArray = Row("LOSS0321",
        "Subscripts of something that is no array", "{0} has no subscripts: {1}");

    public static readonly ProblemKind WholeArray = Row("LOSS0322",
        "An array where a number is needed", "'{0}' is {1}, and a number is needed here: write {2}");

    public static readonly ProblemKind BadSubscript = Row("LOSS0323",
        "A subscript that is no index", "A subscript is an index, a label or an argmax: {0}");

    public static readonly ProblemKind WrongAxis = Row("LOSS0324",
        "A subscript of another axis", "'{0}' counts along {1}, and here '{2}' needs an index of {3}: bind one, as in sum[i in {3}](…), or declare a label in {3}");

    // Kinds and counts

    public static readonly ProblemKind WrongArguments = Row("LOSS0330",
        "The wrong number of arguments", "'{0}' takes {1}: write {2}");

    public static readonly ProblemKind ConditionNeeded = Row("LOSS0331",
        "A number where a condition is needed", "A condition is needed here: {0}");

    public static readonly ProblemKind NumberNeeded = Row("LOSS0332",
        "A condition where a number is needed", "A number is needed here and this is a condition: write { 1 if …; 0 otherwise }, or count[i](…) to count");

    public static readonly ProblemKind BadMembership = Row("LOSS0333",
        "A membership in no list", "'in' asks whether an index or label is in a list of labels: {0}");

    public static readonly ProblemKind BracketsMissing = Row("LOSS0334",
        "A reduction without an index", "'{0}' runs over an index: write {1}");

    public static readonly ProblemKind OneIndexOnly = Row("LOSS0335",
        "More indices than a reduction takes", "'{0}' runs over one index: {1}");

    public static readonly ProblemKind SoftmaxUnread = Row("LOSS0336",
        "A softmax that is not read", "softmax is an array over '{0}': read it at a subscript, as in softmax[{0}](…)[{1}]");

    public static readonly ProblemKind PowerOfNorm = Row("LOSS0337",
        "A norm whose power varies", "The power of a norm is made of numbers and parameters: {0}");

    // Indices

    public static readonly ProblemKind RangeUnknown = Row("LOSS0340",
        "An index without a range", "Nothing says over which axis '{0}' runs: {1}");

    public static readonly ProblemKind RangeAmbiguous = Row("LOSS0341",
        "An index with two ranges", "'{0}' would run over {1}: {2}");

    public static readonly ProblemKind UnboundIndex = Row("LOSS0342",
        "An index that nothing binds", "Nothing binds '{0}': {1}");

    public static readonly ProblemKind SummedIndex = Row("LOSS0343",
        "An index that is summed over", "Nothing binds '{0}', so the result is summed over it: sum[{0} in {1}](…)", Severity.Info);

    public static readonly ProblemKind WhereBindsNothing = Row("LOSS0344",
        "A where that binds no index", "'where' sums over the index that it binds, as in 'where i != y', and here it binds none: {0}");

    // Cases

    public static readonly ProblemKind CasesIncomplete = Row("LOSS0350",
        "Cases that leave something out", "No case holds {0}: add one, or end with 'value otherwise'");

    public static readonly ProblemKind CasesUnproved = Row("LOSS0351",
        "Cases that cannot be proved complete", "Whether some case always holds cannot be proved ({0}): end with 'value otherwise'");

    // Size

    public static readonly ProblemKind TooLarge = Row("LOSS0360",
        "A formula beyond the limit", "With its definitions put in their places the formula {0}: write it more simply, or by hand");

    public static readonly ProblemKind TooManyArrays = Row("LOSS0361",
        "More arrays than a call takes", "A call of this loss takes {0} arrays, with those of its parameters and of its gradients, and {1} at most: put numbers of one kind into one array, over an axis of their own");

    // Overloads

    public static readonly ProblemKind OverloadsAlike = Row("LOSS0370",
        "Overloads that calls cannot tell apart", "This formula and number {0} take the same kinds of arguments in every place that both have: {1}");

    private static ProblemKind Row(string id, string title, string message, Severity severity = Severity.Error)
    {
        // A brace of the language is doubled where string.Format reads the sentence.
        var kind = new ProblemKind(id, severity, title, message.Replace("{ ", "{{ ").Replace(" }", " }}"));
        Rows.Add(kind);
        return kind;
    }
}
