using LossGen.Generator.Problems;

namespace LossGen.Generator.Emission;

/// <summary>
/// A problem as one line that needs no editor: <c>LOSSnnnn Type: message | formula | column n</c>. Of a text of several
/// lines, the line where the problem begins is shown, and the column counts in it, from 1.
/// </summary>
internal static class ErrorLine
{
    // What ends a line in C#, and so would end the directive.
    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    public static string Of(LossDeclaration declaration, Problem problem)
    {
        string line = $"{problem.Kind.Id} {declaration.TypeName}: {InOneLine(problem.Message)}";
        string? text = TextOf(declaration, problem);
        if (text is null)
            return line;

        int position = Math.Min(problem.Range.Start, text.Length);
        int start = position == 0 ? 0 : text.LastIndexOfAny(LineBreaks, position - 1) + 1;
        int end = text.IndexOfAny(LineBreaks, position);
        string shown = text.Substring(start, (end < 0 ? text.Length : end) - start);
        return FormattableString.Invariant($"{line} | {shown.TrimEnd()} | column {position - start + 1}");
    }

    private static string? TextOf(LossDeclaration declaration, Problem problem) => problem.Part switch
    {
        ProblemPart.Formula => declaration.Formulas[problem.Formula].Formula,
        ProblemPart.Inputs => declaration.Formulas[problem.Formula].Inputs,
        _ => null,
    };

    private static string InOneLine(string text) => string.Join(" ", text.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries));
}
