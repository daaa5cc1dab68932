namespace LossGen.Generator.Binding;

/// <summary>What is known of a loss whose formula is wrong.</summary>
public sealed class OutlineTests
{
    [Theory]
    [InlineData("x[y] + typo", "x[C], y in C", "x y", "x")]
    [InlineData("x[c] +", "x[C], y in C", "x y", "x")]
    [InlineData("l[c] := x[c]*typo; mean by q", "x[C], q", "x q", "x")]
    [InlineData("typo(x)", null, "x", "x")]
    [InlineData("x*t", null, null, null)]
    [InlineData("x", "x, x", null, null)]
    [InlineData("x", "x; t", null, null)]
    [InlineData("x", "x, inner", null, null)]
    [InlineData("x[c]", "x[sum]", null, null)]
    [InlineData("x[inner]", null, null, null)]
    [InlineData("x", "0 <= x <= -1", "x", "x")]
    [InlineData("x*typo", "x, t", "x t", "x t")]
    [InlineData("x[y]", "x[C], y in C ignoring nobody", "x y", "x")]
    public void Has_the_inputs_of_its_declarations(string formula, string? inputs, string? names, string? gradients)
    {
        BoundLoss? outline = Bound.Of(formula, inputs).Outline;

        Assert.Equal(names, outline is null ? null : string.Join(" ", outline.Inputs.Select(input => input.Name)));
        Assert.Equal(gradients, outline is null ? null : string.Join(" ", outline.Inputs.Where(input => input.HasGradient).Select(input => input.Name)));
    }
}
