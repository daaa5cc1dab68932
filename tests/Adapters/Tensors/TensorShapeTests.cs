using System.Numerics.Tensors;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>Shapes that don't fit are refused by name, with what they are and what they should be; and what users write compiles.</summary>
public sealed class TensorShapeTests
{
    private static readonly float[] s_scores = [0.1f, 0.9f, -0.3f, 1.5f, 0.2f, 1.4f];

    [Fact]
    public void Tensors_and_tensor_spans_are_taken_as_they_are()
    {
        Tensor<float> x = Tensor.Create(s_scores, [2, 3]);
        Tensor<int> y = Tensor.Create([1, 0], [2]);
        Tensor<float> gradX = Tensor.CreateFromShape<float>([2, 3]);
        float[] expected = new float[6];
        var loss = new MultiMarginLoss(margin: 0.5);
        double value = loss.Backward(s_scores, [1, 0], expected);

        Assert.Equal(value, loss.Forward(x, y));
        Assert.Equal(value, loss.Backward(x, y, gradX));
        Assert.Equal(expected, gradX.ToArray());
    }

    [Fact]
    public void Pixels_of_images_have_labels_of_their_own()
    {
        float[] scores = [.. Enumerable.Range(0, 2 * 3 * 2 * 2).Select(i => (float)Math.Sin(i))];
        int[] labels = [0, 1, 2, 1, 2, 0, -100, 1];
        var loss = new CrossEntropyLoss();

        Assert.Equal(loss.Forward(scores, labels, inner: 4), loss.Forward(Tensor.Create(scores, [2, 3, 2, 2]), Tensor.Create(labels, [2, 2, 2])));
    }

    [Theory]
    [InlineData(new int[] { 2, 2 }, new int[] { 3 }, "y", "y has the shape [3], which isn't of its layout [N, inner...] where x has the shape [2, 2].")]
    [InlineData(new int[] { 2, 3 }, new int[] { 3 }, "y", "y has the shape [3], which isn't of its layout [N, inner...] where x has the shape [2, 3].")]
    [InlineData(new int[] { 2, 3 }, new int[] { 2, 1 }, "y", "y has the shape [2, 1], which isn't of its layout [N, inner...] where x has the shape [2, 3].")]
    [InlineData(new int[] { 6 }, new int[] { 2 }, "y", "y has the shape [2], which isn't of its layout [N, inner...] where x has the shape [6].")]
    public void Shapes_that_do_not_fit_are_both_told(int[] x, int[] y, string name, string message)
    {
        nint[] xLengths = [.. x.Select(length => (nint)length)];
        nint[] yLengths = [.. y.Select(length => (nint)length)];
        var exception = Assert.Throws<ArgumentException>(name, () => new MultiMarginLoss().Forward(
            new ReadOnlyTensorSpan<float>(new float[x.Aggregate((a, b) => a * b)], xLengths),
            new ReadOnlyTensorSpan<int>(new int[(int)yLengths.Aggregate((a, b) => a * b)], yLengths)));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_has_the_shape_of_its_input()
    {
        var exception = Assert.Throws<ArgumentException>("gradX", () => new MseLoss().Backward(
            Tensor.Create(s_scores, [2, 3]), Tensor.Create(s_scores, [2, 3]), Tensor.CreateFromShape<float>([3, 2])));
        Assert.StartsWith("gradX has the shape [3, 2], but that of x is [2, 3].", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_have_the_shape_of_the_result()
    {
        var exception = Assert.Throws<ArgumentException>("losses", () => new MultiMarginLoss().ForwardEach(
            Tensor.Create(s_scores, [2, 3]), Tensor.Create([1, 0], [2]), Tensor.CreateFromShape<float>([2, 1])));
        Assert.StartsWith("losses has the shape [2, 1], which isn't of its layout [N, inner...] where x has the shape [2, 3].", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_array_has_its_axes_alone()
    {
        var exception = Assert.Throws<ArgumentException>("b", () => new LinearCrossEntropyLoss().Forward(
            Tensor.Create(new float[6], [2, 3]), Tensor.Create(new float[12], [4, 3]), Tensor.Create(new float[4], [4, 1]), Tensor.Create([1, 0], [2])));
        Assert.StartsWith("b has the shape [4, 1], but its layout [C] asks for [4].", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_is_not_dense_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>("x", () => new MseLoss().Forward(
            new ReadOnlyTensorSpan<float>(s_scores, [3, 2], [1, 3]), new ReadOnlyTensorSpan<float>(s_scores, [3, 2])));
        Assert.Contains("ToDenseTensor", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>BatchMean divides by the first length, however many elements a sample has, with an array per class or without.</summary>
    [Fact]
    public void N_is_the_first_length()
    {
        Tensor<double> x = Tensor.Create([0.1, 0.9, 0.3, 0.5, 0.2, 0.4], [2, 3]), t = Tensor.Create([0.0, 1, 1, 0, 0.5, 1], [2, 3]);

        foreach (double[]? weight in (double[]?[])[null, [1, 1, 1]])
        {
            Assert.Equal(
                new BceLoss(weight) { Reduction = Reduction.Sum }.Forward(x, t) / 2,
                new BceLoss(weight) { Reduction = Reduction.BatchMean }.Forward(x, t), 1e-12);
        }

        Assert.Equal(
            new MseLoss { Reduction = Reduction.Sum }.Forward(x, t) / 2, new MseLoss { Reduction = Reduction.BatchMean }.Forward(x, t), 1e-12);
    }

    [Fact]
    public void An_array_of_the_loss_is_as_long_as_its_axis()
    {
        var exception = Assert.Throws<ArgumentException>("weight", () => new BceLoss([1, 2, 3]).Forward(
            Tensor.Create(new float[12], [2, 6]), Tensor.Create(new float[12], [2, 6])));
        Assert.StartsWith("weight has 3 elements, but its layout [C] asks for 6.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_batch_has_no_mean()
    {
        Assert.Equal(double.NaN, new MultiMarginLoss().Forward(Tensor.Create(Array.Empty<float>(), [0, 3]), Tensor.Create(Array.Empty<int>(), [0])));
        Assert.Equal(double.NaN, new MseLoss().Forward(Tensor.Create(Array.Empty<float>(), [0, 3]), Tensor.Create(Array.Empty<float>(), [0, 3])));
    }
}
