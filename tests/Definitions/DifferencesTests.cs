namespace LossGen.Definitions.Tests;

/// <summary>What src/Definitions/differences.md says of LossGen, where no test over all losses says it.</summary>
public sealed class DifferencesTests
{
    [Fact]
    public void HingeEmbedding_refuses_a_label_that_is_no_sign()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new HingeEmbeddingLoss().Forward([0.3f, 0.3f], [1f, 0f]));
        Assert.Equal("y", exception.ParamName);
        Assert.Contains("sample 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HingeEmbedding_keeps_a_NaN()
    {
        var gradient = new double[2];
        Assert.Equal(double.NaN, new HingeEmbeddingLoss { Reduction = Reduction.Sum }.Backward([double.NaN, double.NaN], [1.0, -1.0], gradient));
        Assert.Equal([1, double.NaN], gradient);
    }

    [Fact]
    public void MultiMargin_keeps_a_NaN()
    {
        var gradient = new double[3];
        Assert.Equal(double.NaN, new MultiMarginLoss().Backward([0.1, double.NaN, 0.3], (int[])[1], gradient));
        Assert.All(gradient, slope => Assert.Equal(double.NaN, slope));
    }

    [Fact]
    public void CrossEntropy_of_a_confident_model_has_a_value_and_a_gradient()
    {
        // exp(-40), to which log1p and the rest of the softmax add nothing in double.
        double tail = Math.Exp(-40);
        var gradient = new double[2];
        Assert.Equal(tail, new CrossEntropyLoss().Backward([40.0, 0.0], (int[])[0], gradient), tail * 1e-12);
        Assert.Equal(-tail, gradient[0], tail * 1e-12);
        Assert.Equal(tail, gradient[1], tail * 1e-12);

        var inFloat = new float[2];
        Assert.Equal(tail, new CrossEntropyLoss().Backward([40f, 0f], (int[])[0], inFloat), tail * 1e-6);
        Assert.Equal(-tail, inFloat[0], tail * 1e-6);
        Assert.Equal(tail, inFloat[1], tail * 1e-6);
    }

    [Fact]
    public void CrossEntropy_refuses_a_negative_smoothing()
        => Assert.Equal("labelSmoothing", Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(labelSmoothing: -0.1)).ParamName);
}
