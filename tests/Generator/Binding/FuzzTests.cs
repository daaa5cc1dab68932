using System.Text;
using CsCheck;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Binding;

/// <summary>Any text gives a loss or says what is wrong, at characters that are there; never an exception.</summary>
public sealed class FuzzTests
{
    /// <summary>More cases by the environment, for the long run whose result is reported.</summary>
    internal static readonly long Cases = long.TryParse(Environment.GetEnvironmentVariable("LOSSGEN_FUZZ"), out long cases) ? cases : 100_000;

    private static readonly string[] Pieces =
    [
        "x", "t", "y", "i", "j", "C", "z", "l", "margin", "1", "2", "0.5", "1e3", "2x", "+", "-", "*", "/", "^", "(", ")", "[", "]", "{", "}", "|", ",", ";", ":",
        ":=", "==", "!=", "<", "<=", "≠", "∈", "∉", "Σ", "Σ_{", "sum", "sum_{", "sum[", "max[", "lse[i](", "exp(", "log", " ", "\n", " in ", " not ", " and ", " or ", " if ",
        " otherwise", " where ", "mean by", "ignoring", "until", "shared ", "softmax[c](x[c])", "argmax[i](x[i])", "count", "norm[i](x[i], p)", "π", "∞", "·", "σ",
        "\\sum", "torch.exp(", "&&", "||", "?", "!", "=", "**", "'", "\"", "#", "//", "²", "𝑥", "\0", "\uD800", "é", "x_i", "grad", "inner",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]);

    internal static readonly Gen<string> Valid = Gen.Int.Select(seed => new FormulaGrammar(new Random(seed)).Formula());

    private static readonly Gen<string> Noise = Gen.OneOf(
        Piece.Array[0, 40].Select(string.Concat),
        Gen.String[0, 60],
        Gen.Char[' ', '~'].Array[0, 60].Select(characters => new string(characters)));

    /// <summary>Formulas over the inputs and parameters of <see cref="FormulaGrammar"/>, with up to four edits.</summary>
    internal static readonly Gen<string> Mutated = Gen.Select(Valid, Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Piece).Array[1, 4])
        .Select((formula, edits) => edits.Aggregate(formula, (text, edit) => Mutate(text, edit.Item1, edit.Item2, edit.Item3)));

    [Fact]
    public void Noise_gives_a_loss_or_a_problem() => Gen.Select(Noise, Noise.Null()).Sample((formula, inputs) => { Check(formula, inputs); }, iter: Cases / 4);

    [Fact]
    public void Mutations_give_a_loss_or_a_problem() => Mutated.Sample(formula => { Check(formula, FormulaGrammar.Inputs); }, iter: Cases / 4);

    [Fact]
    public void Mutated_declarations_give_a_loss_or_a_problem() =>
        Gen.Select(Valid, Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Piece).Array[0, 3])
            .Sample((formula, edits) => { Check(formula, edits.Length == 0 ? null : edits.Aggregate(FormulaGrammar.Inputs, (text, edit) => Mutate(text, edit.Item1, edit.Item2, edit.Item3))); }, iter: Cases / 4);

    [Fact]
    public void Formulas_of_the_grammar_print_as_text_that_binds_to_the_same_loss()
    {
        int bound = 0;
        Valid.Sample(formula => { if (Check(formula, FormulaGrammar.Inputs)) Interlocked.Increment(ref bound); }, iter: Cases / 4);

        // A generator that no longer makes sense would prove nothing.
        Assert.True(bound > Cases / 4 * 0.8, $"{bound} of {Cases / 4} formulas were bound");
    }

    /// <returns>Whether there is a loss.</returns>
    private static bool Check(string formula, string? inputs)
    {
        Bound bound = Bound.Of(formula, inputs, FormulaGrammar.Parameters);
        foreach (Problem problem in bound.Problems)
        {
            int length = problem.Part switch { ProblemPart.Formula => formula.Length, ProblemPart.Inputs => inputs!.Length, _ => 0 };
            if (problem.Range.Start < 0 || problem.Range.Length < 0 || problem.Range.End > length || problem.Message.Length == 0)
                throw new InvalidOperationException($"{problem.Kind.Id} at {problem.Range} of {formula} | {inputs}");
        }

        bool hasErrors = bound.Problems.Any(problem => problem.IsError);
        if (bound.Loss is null != hasErrors)
            throw new InvalidOperationException($"a loss and an error, or neither: {formula} | {inputs}");
        if (bound.Loss is null)
            return false;
        (string printed, string printedInputs) = bound.Printed;
        if (printed.Length > 9_000)
            return true;
        Bound again = Bound.Of(printed, printedInputs, FormulaGrammar.Parameters);
        if (again.Loss is null || Shape.Of(again.Loss) != Shape.Of(bound.Loss))
            throw new InvalidOperationException($"{formula} | {inputs}\nprints as {printed} | {printedInputs}\n{string.Join("\n", again.Problems.Select(problem => problem.Message))}");
        return true;
    }

    private static string Mutate(string text, int place, int kind, string piece)
    {
        if (text.Length == 0)
            return piece;
        int at = place % text.Length;
        int end = Math.Min(text.Length, at + 1 + place / 7 % 4);
        return kind switch
        {
            0 => text[..at] + piece + text[at..],
            1 => text[..at] + text[end..],
            2 => text[..at] + piece + text[end..],
            _ => text[..end] + text[at..end] + text[end..],
        };
    }
}
