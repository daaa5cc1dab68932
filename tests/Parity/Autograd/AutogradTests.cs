using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Rows;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Autograd;

/// <summary>Losses inside graphs of libtorch's, beside the functions of libtorch itself; and what isn't taken.</summary>
public sealed class AutogradTests
{
    private const string Absent = "libtorch does not load on this machine.";

    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void A_graph_around_a_loss_is_differentiated_as_one_around_libtorchs() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor image = randn([2, 4, 3, 5], dtype: float64), labels = randint(0, 4, [2, 3, 5], dtype: int64);
        labels[0, 0, 0] = tensor(-100L);
        Tensor target = softmax(randn([2, 4, 3, 5], dtype: float64), 1), other = randn([2, 4, 3, 5], dtype: float64), rows = randn([6, 4], dtype: float64);
        Tensor rowLabels = randint(0, 4, [6], dtype: int64);

        Same(x => new CrossEntropyLoss(labelSmoothing: 0.1).Forward(x, labels), x => cross_entropy(x, labels, label_smoothing: 0.1), image);
        Same(x => new CrossEntropyLoss().Forward(x, target), x => cross_entropy(x, target), image);
        Same(x => new SmoothL1Loss(beta: 0.5).Forward(x, other), x => smooth_l1_loss(x, other, nn.Reduction.Mean, 0.5), image);
        Same(x => new MseLoss { Reduction = Reduction.Sum }.Forward(x, other), x => mse_loss(x, other, nn.Reduction.Sum), image);
        Same(x => new MultiMarginLoss(p: 2).Forward(x, rowLabels), x => multi_margin_loss(x, rowLabels, 2, 1.0), rows);
        Same(x => new BceWithLogitsLoss().Forward(x, target), x => binary_cross_entropy_with_logits(x, target), image);

        // One gradient for each loss, and a view that isn't contiguous.
        Tensor factor = rand([2, 3, 5], dtype: float64);
        Same(x => (new CrossEntropyLoss().ForwardEach(x, labels) * factor).sum(), x => (cross_entropy(x, labels, reduction: nn.Reduction.None) * factor).sum(), image);
        Tensor turned = randn([4, 6], dtype: float64);
        Same(x => new MultiMarginLoss().Forward(x.t(), rowLabels), x => multi_margin_loss(x.t(), rowLabels, 1, 1.0), turned);
        Same(x => new MseLoss().Forward(rows, x.t()), x => mse_loss(rows, x.t()), turned);
        return 0;
    });

    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void Shared_arrays_have_the_gradients_of_a_layer() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor y = randint(0, 4, [6], dtype: int64);
        Tensor[] ours = [Leaf([6, 3], 1), Leaf([4, 3], 2), Leaf([4], 3)];
        Tensor[] theirs = [.. ours.Select(leaf => leaf.detach().clone().requires_grad_(true))];

        (new LinearCrossEntropyLoss().Forward(ours[0], ours[1], ours[2], y) * 3).backward();
        (cross_entropy(linear(theirs[0], theirs[1], theirs[2]), y) * 3).backward();

        for (int i = 0; i < ours.Length; i++)
            Close(theirs[i].grad!, ours[i].grad!);

        // Only what requires a gradient has one.
        Tensor weight = Leaf([4, 3], 4), x = ours[0].detach();
        new LinearCrossEntropyLoss().Forward(x, weight, ours[2].detach(), y).backward();
        Assert.Null(x.grad);
        Assert.Equal([4, 3], weight.grad!.shape);
        return 0;
    });

    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void CTC_is_differentiated_as_libtorchs() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor logits = randn([7, 2, 5], dtype: float64), targets = tensor(new long[] { 1, 2, 2, 3, 4, 0 }, [2, 3]);
        Tensor inputLengths = tensor(new long[] { 7, 6 }), targetLengths = tensor(new long[] { 3, 2 });
        Tensor factor = rand([2], dtype: float64);

        Same(x => new CtcLoss().Forward(x.log_softmax(-1), targets, inputLengths, targetLengths), x => ctc_loss(x.log_softmax(-1), targets, inputLengths, targetLengths), logits);
        Same(x => new CtcLoss().ForwardFromLogits(x, targets, inputLengths, targetLengths), x => ctc_loss(x.log_softmax(-1), targets, inputLengths, targetLengths), logits);
        Same(
            x => (new CtcLoss { BatchFirst = true }.ForwardEachFromLogits(x.transpose(0, 1), targets, inputLengths, targetLengths) * factor).sum(),
            x => (ctc_loss(x.log_softmax(-1), targets, inputLengths, targetLengths, reduction: nn.Reduction.None) * factor).sum(), logits);
        Same(
            x => (new CtcLoss().ForwardEach(x.log_softmax(-1), targets, inputLengths, targetLengths) * factor).sum(),
            x => (ctc_loss(x.log_softmax(-1), targets, inputLengths, targetLengths, reduction: nn.Reduction.None) * factor).sum(), logits);
        Refused(
            "inputLengths", "inputLengths has the shape [3], where logits has the shape [7, 2, 5], [T, N, C].",
            () => new CtcLoss().ForwardFromLogits(logits, targets, tensor(new long[] { 7, 6, 5 }), targetLengths));
        return 0;
    });

    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void Graphs_are_only_made_where_they_are_wanted() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor x = Leaf([2, 3], 1), t = zeros(2, 3, dtype: float64);
        Assert.True(new MseLoss().Forward(x, t).requires_grad);
        Assert.False(new MseLoss().Forward(x.detach(), t).requires_grad);
        using (no_grad())
            Assert.False(new MseLoss().Forward(x, t).requires_grad);

        Assert.Equal(float32, new MseLoss().Forward(x.to_type(float32), t.to_type(float32)).dtype);
        Assert.Empty(new MseLoss().Forward(x, t).shape);
        Assert.Equal(double.NaN, TorchCase.Numbers(new MseLoss().Forward(zeros(0, 3), zeros(0, 3))).Single());
        Tensor narrow = tensor(new[] { 1, 0 });
        Assert.Equal(
            TorchCase.Numbers(new NllLoss().Forward(x, narrow.to_type(int64))), TorchCase.Numbers(new NllLoss().Forward(x, narrow)));
        return 0;
    });

    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void What_does_not_fit_is_refused_by_name() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor x = zeros(2, 3), y = zeros(2, int64);
        Refused("y", "y has the shape [3], which isn't of its layout [N, inner...] where x has the shape [2, 3].", () => new NllLoss().Forward(x, zeros(3, int64)));
        Refused("y", "y is a tensor of Float32; labels are Int32 or Int64.", () => new NllLoss().Forward(x, zeros(2)));
        Refused("x", "x is a tensor of Float16; numbers are Float32 or Float64.", () => new NllLoss().Forward(x.to_type(float16), y));
        Refused("t", "t is a tensor of Float64, beside one of Float32.", () => new MseLoss().Forward(x, zeros(2, 3, float64)));
        Refused("y", "y is a tensor of Bool; labels are Int32 or Int64.", () => new CrossEntropyLoss().Forward(x, zeros(2, @bool)));
        Refused("x", "x is sparse; a loss takes dense tensors on the CPU.", () => new MseLoss().Forward(x.to_sparse(), x));
        Assert.Throws<ArgumentNullException>("t", () => new MseLoss().Forward(x, null!));
        Assert.Throws<ArgumentOutOfRangeException>("y", () => new NllLoss().Forward(x, full(2, 3L, int64)));
        return 0;
    });

    /// <summary>An exception on the way back would pass through native code and end the process.</summary>
    [Fact(Skip = Absent, SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    public void What_goes_wrong_on_the_way_back_is_NaN_and_thrown_by_the_next_call() => NoCollections.Run(() =>
    {
        using IDisposable scope = NewDisposeScope();
        Tensor x = Leaf([2, 3], 1), t = zeros(2, 3, dtype: float64);
        Tensor doubled = x * 2;
        Tensor changed = new MseLoss().Forward(doubled, t);
        doubled.add_(ones(2, 3, dtype: float64));
        changed.backward();
        Assert.All(TorchCase.Numbers(x.grad!), gradient => Assert.Equal(double.NaN, gradient));
        Assert.Contains("modified by an inplace operation", Assert.Throws<InvalidOperationException>(() => new MseLoss().Forward(x, t)).Message, StringComparison.Ordinal);

        x.grad = null;
        Tensor value = new MseLoss().Forward(x, t);
        value.backward(create_graph: true);
        Assert.All(TorchCase.Numbers(x.grad!), gradient => Assert.Equal(double.NaN, gradient));
        Assert.Contains("create_graph", Assert.Throws<InvalidOperationException>(() => new MseLoss().ForwardEach(x, t)).Message, StringComparison.Ordinal);
        Assert.Equal(TorchCase.Numbers(mse_loss(x, t)).Single(), TorchCase.Numbers(new MseLoss().Forward(x, t)).Single(), 1e-15);
        return 0;
    });

    private static void Refused(string name, string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(name, call).Message, StringComparison.Ordinal);

    private static Tensor Leaf(long[] shape, long seed) => randn(shape, dtype: float64, generator: new torch.Generator((ulong)seed, CPU)).requires_grad_(true);

    private static void Same(Func<Tensor, Tensor> ours, Func<Tensor, Tensor> theirs, Tensor at)
    {
        Tensor x = at.detach().clone().requires_grad_(true), other = at.detach().clone().requires_grad_(true);
        Tensor value = ours(x * 1.5), expected = theirs(other * 1.5);
        Close(expected, value);
        (value * 3).backward();
        (expected * 3).backward();
        Close(other.grad!, x.grad!);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        foreach ((double e, double a) in TorchCase.Numbers(expected).Zip(TorchCase.Numbers(actual)))
            Assert.Equal(e, a, 1e-12 * Math.Max(1, Math.Abs(e)));
    }
}
