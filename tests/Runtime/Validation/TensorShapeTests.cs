using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class TensorShapeTests
{
    [Theory]
    [InlineData(new int[] { }, 0, 1)]
    [InlineData(new int[] { 5 }, 0, 1)]
    [InlineData(new int[] { 5, 3, 2 }, 0, 6)]
    [InlineData(new int[] { 3 }, 1, 1)]
    [InlineData(new int[] { 5, 3 }, 1, 1)]
    [InlineData(new int[] { 5, 3, 2, 4 }, 1, 8)]
    [InlineData(new int[] { 5, 3, 0 }, 1, 1)]
    public void What_follows_the_axes_is_inner(int[] lengths, int axes, int inner) =>
        Assert.Equal(inner, new TensorShape(Lengths(lengths), axes, "x", "[N, C, inner...]").Inner);

    [Theory]
    [InlineData(new int[] { 5, 3, 2 }, new int[] { 5, 2 }, true)]
    [InlineData(new int[] { 5, 3, 2 }, new int[] { 5, 2, 1 }, false)]
    [InlineData(new int[] { 5, 3, 2 }, new int[] { 5 }, false)]
    [InlineData(new int[] { 5, 3, 2 }, new int[] { 2, 5 }, false)]
    [InlineData(new int[] { 3 }, new int[] { }, true)]
    [InlineData(new int[] { 3 }, new int[] { 1 }, true)]
    [InlineData(new int[] { 3 }, new int[] { 2 }, false)]
    public void Inputs_of_samples_share_N_and_what_is_inner(int[] x, int[] y, bool fits)
    {
        Exception? refused = Record.Exception(() => new TensorShape(Lengths(x), 1, "x", "[N, C, inner...]").Check(Lengths(y), [], "y", "[N, inner...]"));
        Assert.Equal(fits ? null : "y", (refused as ArgumentException)?.ParamName);
    }

    [Fact]
    public void An_array_of_samples_has_their_shape()
    {
        Assert.Equal([5, 7, 2, 4], new TensorShape([5, 3, 2, 4], 1, "x", "").Of([7]));
        Assert.Equal([7], new TensorShape([3], 1, "x", "").Of([7]));
        Assert.Equal([], new TensorShape([3], 1, "x", "").Of([]));
    }

    [Fact]
    public void Extents_are_those_of_the_axes()
    {
        var batch = new TensorShape([5, 3, 2], 1, "x", "");
        Assert.Equal(3, batch.Extent(0));
        Assert.Equal(7, batch.Extent([5, 6, 7, 2], 1, 2, "y", ""));
        Assert.Equal(4, TensorShape.SharedExtent([4, 3], 0, 2, "w", ""));
        Assert.Throws<ArgumentException>("y", () => new TensorShape([5, 3, 2], 1, "x", "").Extent([5, 6, 7], 1, 2, "y", "[N, A, B, inner...]"));
        Assert.Throws<ArgumentException>("x", () => new TensorShape([3], 2, "x", "[N, C, D, inner...]"));
    }

    [Fact]
    public void A_gradient_is_left_out_by_having_no_dimensions()
    {
        TensorShape.CheckWanted([], "gradT", [2, 3], "t");
        TensorShape.CheckWanted([2, 3], "gradT", [2, 3], "t");
        var exception = Assert.Throws<ArgumentException>("gradT", () => TensorShape.CheckWanted([3, 2], "gradT", [2, 3], "t"));
        Assert.StartsWith("gradT has the shape [3, 2], but that of t is [2, 3].", exception.Message, StringComparison.Ordinal);
    }

    private static nint[] Lengths(int[] lengths) => [.. lengths.Select(length => (nint)length)];
}
