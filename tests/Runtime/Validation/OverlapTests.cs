using System.Runtime.InteropServices;
using CsCheck;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class OverlapTests
{
    [Fact]
    public void Agrees_with_the_definition()
        => Gen.Select(Gen.Int[0, 20], Gen.Int[0, 12], Gen.Int[0, 20], Gen.Int[0, 12]).Sample((start, length, otherStart, otherLength) =>
        {
            float[] memory = new float[32];
            bool shares = Enumerable.Range(start, length).Intersect(Enumerable.Range(otherStart, otherLength)).Any();
            Exception? exception = Record.Exception(() => Overlap.Refuse(
                memory.AsSpan(start, length), "gradX", memory.AsSpan(otherStart, otherLength), "x"));
            Assert.Equal(shares, exception is ArgumentException);
        });

    [Fact]
    public void Both_arguments_are_named()
    {
        float[] memory = new float[4];
        var exception = Assert.Throws<ArgumentException>(
            "gradX", () => Overlap.Refuse(memory.AsSpan(), "gradX", (ReadOnlySpan<float>)memory, "x"));
        Assert.StartsWith(
            "gradX shares memory with x: an output needs memory of its own.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_dont_hide_shared_memory()
    {
        double[] memory = new double[8];
        Assert.Throws<ArgumentException>("gradX", () => Overlap.Refuse(
            memory.AsSpan(2, 2), "gradX", MemoryMarshal.Cast<double, int>(memory)[7..], "y"));
        Overlap.Refuse(memory.AsSpan(2, 2), "gradX", MemoryMarshal.Cast<double, int>(memory)[8..], "y");
    }

    [Fact]
    public void Separate_arrays_and_no_arrays_share_nothing()
    {
        Overlap.Refuse(new float[4].AsSpan(), "gradX", new float[4].AsSpan(), "x");
        Overlap.Refuse(Span<float>.Empty, "gradX", Span<float>.Empty, "x");
    }
}
