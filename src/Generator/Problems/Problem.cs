namespace LossGen.Generator.Problems;

/// <summary>The text a problem is in.</summary>
internal enum ProblemPart
{
    /// <summary>The declaration in C#: the position is meaningless, the analyzer marks the place that the kind names.</summary>
    Declaration,

    /// <summary>The formula of <see cref="Problem.Formula"/>.</summary>
    Formula,

    /// <summary>The Inputs of <see cref="Problem.Formula"/>.</summary>
    Inputs,
}

/// <summary>A mistake at its place: an offset and a length in the value of the string, never a location in a file.</summary>
/// <param name="Formula">Which [Loss] of the type, counted from 0.</param>
/// <param name="Subject">For a declaration: the name of the parameter or type to mark, or empty for the type itself.</param>
internal sealed record Problem(
    ProblemKind Kind, ProblemPart Part, int Formula, TextRange Range, EquatableArray<string> Arguments, string Subject = "")
{
    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, Kind.Message, Arguments.ToArray<object>());

    public bool IsError => Kind.Severity == Severity.Error;
}
