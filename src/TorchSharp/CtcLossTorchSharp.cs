using LossGen.Generated;
using static TorchSharp.torch;

namespace LossGen;

/// <summary>
/// CtcLoss as a function of TorchSharp's tensors, which autograd differentiates by the scores. By hand, as the loss itself is no
/// formula.
/// </summary>
/// <remarks>
/// Scores are [T, N, C], or [N, T, C] where the loss is BatchFirst, or [T, C] for one sample; targets [N, S], or all labels in a row;
/// both lengths [N].
/// </remarks>
public static class CtcLossTorchSharp
{
    /// <summary>The loss of a batch of log-probabilities, reduced as Reduction says.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logProbs">Log-probabilities.</param>
    /// <param name="targets">Labels.</param>
    /// <param name="inputLengths">How many frames each sample has.</param>
    /// <param name="targetLengths">How many labels each sample has.</param>
    /// <returns>A number, of the type of the log-probabilities.</returns>
    /// <exception cref="ArgumentException">Shapes or types don't fit, or a tensor isn't a dense one on the CPU.</exception>
    /// <exception cref="InvalidOperationException">A gradient of an earlier call could not be computed.</exception>
    public static Tensor Forward(this CtcLoss loss, Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) =>
        TorchLoss.Forward(new OfLogProbs(loss), logProbs, targets, inputLengths, targetLengths);

    /// <summary>The losses of a batch of log-probabilities, not reduced.</summary>
    /// <returns>The losses, [N].</returns>
    /// <inheritdoc cref="Forward"/>
    public static Tensor ForwardEach(this CtcLoss loss, Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) =>
        TorchLoss.ForwardEach(new OfLogProbs(loss), logProbs, targets, inputLengths, targetLengths);

    /// <summary>The loss of a batch of logits, reduced as Reduction says; faster than a log-softmax before <see cref="Forward"/>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Logits.</param>
    /// <param name="targets">Labels.</param>
    /// <param name="inputLengths">How many frames each sample has.</param>
    /// <param name="targetLengths">How many labels each sample has.</param>
    /// <returns>A number, of the type of the logits.</returns>
    /// <exception cref="ArgumentException">Shapes or types don't fit, or a tensor isn't a dense one on the CPU.</exception>
    /// <exception cref="InvalidOperationException">A gradient of an earlier call could not be computed.</exception>
    public static Tensor ForwardFromLogits(this CtcLoss loss, Tensor logits, Tensor targets, Tensor inputLengths, Tensor targetLengths) =>
        TorchLoss.Forward(new OfLogits(loss), logits, targets, inputLengths, targetLengths);

    /// <summary>The losses of a batch of logits, not reduced.</summary>
    /// <returns>The losses, [N].</returns>
    /// <inheritdoc cref="ForwardFromLogits"/>
    public static Tensor ForwardEachFromLogits(this CtcLoss loss, Tensor logits, Tensor targets, Tensor inputLengths, Tensor targetLengths) =>
        TorchLoss.ForwardEach(new OfLogits(loss), logits, targets, inputLengths, targetLengths);

    private abstract class Formula(string scores, bool isBatchFirst) : TorchFormula
    {
        public override (string Name, bool IsLabels, bool HasGradient)[] Inputs { get; } =
            [(scores, false, true), ("targets", true, false), ("inputLengths", true, false), ("targetLengths", true, false)];

        protected int C { get; private set; }

        public override nint[] Measure(nint[][] shapes)
        {
            nint[] of = shapes[0];
            string layout = isBatchFirst ? "[N, T, C]" : "[T, N, C]";
            if (of.Length is not (2 or 3))
                throw new ArgumentException($"{scores} has the shape {Text(of)}, but its layout is {layout}, or [T, C] for one sample.", scores);
            bool isBatch = of.Length == 3;
            nint samples = !isBatch ? 1 : isBatchFirst ? of[0] : of[1];
            for (int i = 1; i < shapes.Length; i++)
            {
                // Labels in a row say nothing of N.
                bool isPadded = i == 1 && shapes[i].Length == 2;
                bool fits = i == 1
                    ? shapes[i].Length == 1 || (isPadded && shapes[i][0] == samples)
                    : shapes[i] is [nint length] ? length == samples : shapes[i].Length == 0 && !isBatch;
                if (!fits)
                    throw new ArgumentException($"{Inputs[i].Name} has the shape {Text(shapes[i])}, where {scores} has the shape {Text(of)}, {(isBatch ? layout : "[T, C]")}.", Inputs[i].Name);
            }

            C = (int)of[^1];
            return isBatch ? [samples] : [];
        }

        private static string Text(nint[] lengths) => $"[{string.Join(", ", lengths)}]";
    }

    private sealed class OfLogProbs(CtcLoss loss) : Formula("logProbs", loss.BatchFirst)
    {
        public override double Forward(TorchArrays arrays) => arrays.IsDouble
            ? loss.Forward(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C)
            : loss.Forward(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C);

        public override void ForwardEach(TorchArrays arrays)
        {
            if (arrays.IsDouble)
                loss.ForwardEach(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<double>());
            else
                loss.ForwardEach(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<float>());
        }

        public override double Backward(TorchArrays arrays, double upstream) => arrays.IsDouble
            ? loss.Backward(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Gradient<double>(0), upstream)
            : loss.Backward(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Gradient<float>(0), upstream);

        public override void BackwardEach(TorchArrays arrays)
        {
            if (arrays.IsDouble)
                loss.BackwardEach(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<double>(), arrays.Gradient<double>(0));
            else
                loss.BackwardEach(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<float>(), arrays.Gradient<float>(0));
        }
    }

    private sealed class OfLogits(CtcLoss loss) : Formula("logits", loss.BatchFirst)
    {
        public override double Forward(TorchArrays arrays) => arrays.IsDouble
            ? loss.ForwardFromLogits(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C)
            : loss.ForwardFromLogits(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C);

        public override void ForwardEach(TorchArrays arrays)
        {
            if (arrays.IsDouble)
                loss.ForwardEachFromLogits(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<double>());
            else
                loss.ForwardEachFromLogits(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<float>());
        }

        public override double Backward(TorchArrays arrays, double upstream) => arrays.IsDouble
            ? loss.BackwardFromLogits(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Gradient<double>(0), upstream)
            : loss.BackwardFromLogits(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Gradient<float>(0), upstream);

        public override void BackwardEach(TorchArrays arrays)
        {
            if (arrays.IsDouble)
                loss.BackwardEachFromLogits(arrays.Input<double>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<double>(), arrays.Gradient<double>(0));
            else
                loss.BackwardEachFromLogits(arrays.Input<float>(0), arrays.Input<long>(1), arrays.Input<long>(2), arrays.Input<long>(3), C, arrays.Each<float>(), arrays.Gradient<float>(0));
        }
    }
}
