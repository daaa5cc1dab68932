namespace LossGen.Formulas.Tests.Drawing;

/// <summary>A loss that nobody thought of: a formula with its declarations, as an author would write them.</summary>
/// <param name="Parameters">The primary constructor's, as C#.</param>
internal sealed record RandomLoss(string Formula, string Inputs, string Parameters)
{
    /// <summary>The loss that belongs to a seed, always the same one.</summary>
    public static RandomLoss Of(int seed)
    {
        var random = new Random(seed);
        var declarations = new Declarations(random);
        string formula = new FormulaDraw(random, declarations).Formula();
        return new(formula, declarations.Inputs, declarations.Parameters);
    }

    public override string ToString() => $"[Loss(\"{Formula}\", Inputs = \"{Inputs}\")] ({Parameters})";
}
