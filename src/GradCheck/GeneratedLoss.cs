using LossGen.Passes;

namespace LossGen;

/// <summary>A generated loss at some inputs, as the members that a check goes through.</summary>
internal sealed class GeneratedLoss
{
    private readonly ICheckedLoss _loss;
    private readonly Array[] _arrays;
    private readonly CheckedCall _call;

    public GeneratedLoss(ICheckedLoss loss, IReadOnlyList<GradCheckInput> inputs, int inner, IReadOnlyList<int> extents)
    {
        _loss = loss;
        _arrays = [.. inputs.Select(static input => input.LabelValues ?? (Array)input.Values)];
        _call = new CheckedCall(_arrays, extents, inner);
        Ask(CheckedQuestion.Sides);
        if (_call.Samples * _call.LossesPerSample == 0)
            throw new ArgumentException("The inputs hold no sample that has a loss.", nameof(inputs));
        Inputs = [.. inputs.Select((input, place) => input.LabelValues is null ? Known(input, _call.Kinds[place]) : input)];
        Members = new GradCheckLoss(_call.Samples, inner, _call.LossesPerSample)
        {
            ForwardEach = ForwardEach,
            BackwardEach = BackwardEach,
            Forward = Forward,
            Backward = Backward,
            Sides = Sides,
        };
    }

    public GradCheckLoss Members { get; }

    /// <summary>With what the loss knows of them.</summary>
    public IReadOnlyList<GradCheckInput> Inputs { get; }

    private static GradCheckInput Known(GradCheckInput input, CheckedInput kind) => new(
        input.Name,
        input.Values,
        isShared: kind is CheckedInput.Shared or CheckedInput.SharedWithGradient,
        hasGradient: input.HasGradient && HasGradient(kind));

    private static bool HasGradient(CheckedInput kind) => kind is CheckedInput.WithGradient or CheckedInput.SharedWithGradient;

    private void ForwardEach(double[][] inputs, double[] losses)
    {
        _call.Losses = losses;
        if (!TryAsk(CheckedQuestion.ForwardEach, inputs))
            Array.Fill(losses, double.NaN);
    }

    private double Forward(double[][] inputs) => TryAsk(CheckedQuestion.Forward, inputs) ? _call.Value : double.NaN;

    private void BackwardEach(double[][] inputs, double[] upstream, double[][] gradients)
    {
        _call.Upstream = upstream;
        Ask(CheckedQuestion.BackwardEach, inputs, gradients);
    }

    private double Backward(double[][] inputs, double[][] gradients)
    {
        Ask(CheckedQuestion.Backward, inputs, gradients);
        return _call.Value;
    }

    private void Ask(CheckedQuestion question, double[][] inputs, double[][] gradients)
    {
        // The first gradient is required, whoever wants it.
        int first = _call.Kinds.TakeWhile(static kind => !HasGradient(kind)).Count();
        _call.Gradients = [.. gradients];
        _call.Gradients[first] ??= new double[inputs[first].Length];
        Bring(inputs);
        Ask(question);
    }

    /// <summary>False where a step has left what the loss declares: it has no value there.</summary>
    private bool TryAsk(CheckedQuestion question, double[][] inputs)
    {
        Bring(inputs);
        try
        {
            Ask(question);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private long Sides(double[][] inputs)
    {
        Bring(inputs);
        Ask(CheckedQuestion.Sides);
        return _call.Sides.Aggregate(0L, static (all, side) => unchecked(all * 1_099_511_628_211 + BitConverter.DoubleToInt64Bits(side)));
    }

    private void Bring(double[][] inputs)
    {
        for (int place = 0; place < inputs.Length; place++)
        {
            if (Inputs[place].LabelValues is null)
                _arrays[place] = inputs[place];
        }
    }

    private void Ask(CheckedQuestion question)
    {
        _call.Question = question;
        _loss.Answer(_call);
    }
}
