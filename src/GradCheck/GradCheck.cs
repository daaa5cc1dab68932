using System.Globalization;
using LossGen.Passes;

namespace LossGen;

// The overloads differ in their first argument, which is required: no call can come to mean another.
#pragma warning disable RS0026

/// <summary>Compares the gradients of a loss with central differences of its values.</summary>
public static class GradCheck
{
    /// <summary>Checks what the loss has: BackwardEach against ForwardEach, Backward against Forward.</summary>
    /// <param name="loss">The members.</param>
    /// <param name="inputs">In the order in which the members expect their arrays; all numbers finite.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>What was found; a failed check is no exception.</returns>
    /// <exception cref="ArgumentException">
    /// The loss has neither pair of members, no input has a gradient, an input of samples isn't a multiple of their number, or
    /// labels are among the inputs, which the members bring themselves.
    /// </exception>
    public static GradCheckReport Run(GradCheckLoss loss, IReadOnlyList<GradCheckInput> inputs, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(inputs);
        bool hasEach = loss.ForwardEach is not null && loss.BackwardEach is not null;
        bool hasReduced = loss.Forward is not null && loss.Backward is not null;
        if (!hasEach && !hasReduced)
            throw new ArgumentException("There is nothing to check: give ForwardEach and BackwardEach, or Forward and Backward.", nameof(loss));
        foreach (GradCheckInput input in inputs)
        {
            if (input.LabelValues is not null)
                throw new ArgumentException($"{input.Name} holds labels, which delegates bring themselves.", nameof(inputs));
            if (!input.IsShared && input.Values.Length % loss.Samples != 0)
                throw new ArgumentException($"{input.Name} has {input.Values.Length} elements, no multiple of {loss.Samples} samples.", nameof(inputs));
        }

        return Check(loss, inputs, options);
    }

    /// <summary>
    /// Checks a loss that was generated in a project that references this library, BackwardEach against ForwardEach and Backward
    /// against Forward. Where a step would change sides of one of the loss's corners, or leave what it declares, nothing is compared.
    /// </summary>
    /// <param name="loss">With its parameters and its reduction.</param>
    /// <param name="inputs">All of them in declared order, labels too; numbers finite. Which have gradients and which are shared the loss knows itself.</param>
    /// <param name="inner">The trailing extent of the layout.</param>
    /// <param name="extents">Of the axes that the members ask for, in their order; null where they ask for none.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>What was found; a failed check is no exception.</returns>
    /// <exception cref="ArgumentException">
    /// No formula of the loss takes such inputs, their lengths don't fit, they hold no sample, or none of them has a gradient.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a number lies outside of what the loss declares.</exception>
    public static GradCheckReport Run(
        ICheckedLoss loss, IReadOnlyList<GradCheckInput> inputs, int inner = 1, IReadOnlyList<int>? extents = null, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(inputs);
        var generated = new GeneratedLoss(loss, inputs, inner, extents ?? []);
        return Check(generated.Members, generated.Inputs, options);
    }

    private static GradCheckReport Check(GradCheckLoss loss, IReadOnlyList<GradCheckInput> inputs, GradCheckOptions? options)
    {
        if (!inputs.Any(static input => input.HasGradient))
            throw new ArgumentException("No input has a gradient.", nameof(inputs));
        var run = new GradCheckRun(loss, inputs, options ?? new GradCheckOptions());
        if (loss.ForwardEach is not null && loss.BackwardEach is not null)
            run.CheckEach();
        if (loss.Forward is not null && loss.Backward is not null)
            run.CheckReduced();
        return run.Report();
    }
}

/// <summary>One check: the inputs, which are displaced in place and put back, and what was found so far.</summary>
internal sealed class GradCheckRun
{
    private readonly GradCheckLoss _loss;
    private readonly IReadOnlyList<GradCheckInput> _inputs;
    private readonly GradCheckOptions _options;
    private readonly Random _random;
    private readonly double[][] _values;

    private readonly List<GradCheckFailure> _failures = [];
    private readonly List<string> _remarks = [];
    private int _compared;
    private int _leftOut;
    private double _worst;

    public GradCheckRun(GradCheckLoss loss, IReadOnlyList<GradCheckInput> inputs, GradCheckOptions options)
    {
        (_loss, _inputs, _options) = (loss, inputs, options);
        _random = new Random(options.Seed);
        _values = [.. inputs.Select(static input => (double[])input.Values.Clone())];
    }

    public void CheckEach()
    {
        int count = _loss.Samples * _loss.LossesPerSample;
        double[] upstream = [.. Enumerable.Range(0, count).Select(_ => (_random.Next(2) * 2 - 1) * (0.25 + _random.NextDouble()))];
        double[][] gradients = Outputs();
        _loss.BackwardEach!(_values, upstream, gradients);

        var floors = new double[_loss.Samples];
        for (int index = 0; index < count; index++)
        {
            int sample = _loss.SampleOf(index, count);
            floors[sample] = Math.Max(floors[sample], 0.1 * Math.Abs(upstream[index]));
        }

        Compare(nameof(_loss.BackwardEach), gradients, floors, upstream, () =>
        {
            var losses = new double[count];
            Array.Fill(losses, double.NaN);
            _loss.ForwardEach!(_values, losses);
            return losses;
        });
    }

    public void CheckReduced()
    {
        double[][] gradients = Outputs();
        double value = _loss.Backward!(_values, gradients);
        double forward = _loss.Forward!(_values);
        if (value != forward && !(double.IsNaN(value) && double.IsNaN(forward)) && !(Math.Abs(value - forward) <= _options.Tolerance * Math.Max(1, Math.Abs(forward))))
            _remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Backward returns {value:R}, and Forward {forward:R}"));

        // The upstream gradient of a sample's loss is 1/N in a mean, and more in a sum.
        var floors = new double[_loss.Samples];
        Array.Fill(floors, 0.1 / _loss.Samples);
        Compare(nameof(_loss.Backward), gradients, floors, [1], () => [_loss.Forward!(_values)]);
    }

    public GradCheckReport Report()
    {
        if (_leftOut > _options.MaximumLeftOut * (_compared + _leftOut))
            _remarks.Add($"{_leftOut} elements were left out near corners, and only {_compared} compared");
        return new(_failures, _remarks, _compared, _leftOut, _worst);
    }

    private double[][] Outputs()
    {
        double[][] outputs = [.. _inputs.Select(static input => input.HasGradient ? new double[input.Values.Length] : null!)];
        foreach (double[] output in outputs.Where(static output => output is not null))
            Array.Fill(output, double.NaN);
        return outputs;
    }

    private void Compare(string member, double[][] gradients, double[] floors, double[] upstream, Func<double[]> losses)
    {
        double[] scales = Scales(gradients, floors);
        double[] center = losses();
        long sides = _loss.Sides?.Invoke(_values) ?? 0;
        for (int place = 0; place < _inputs.Count; place++)
        {
            GradCheckInput input = _inputs[place];
            if (!input.HasGradient)
                continue;
            foreach (int element in Elements(input.Values.Length))
            {
                int sample = input.IsShared ? -1 : _loss.SampleOf(element, input.Values.Length);
                double scale = sample >= 0 ? scales[sample] : Math.Max(scales.Max(), gradients[place].Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
                var differences = Differences.Of(_values[place], element, center, upstream, losses, _loss.Sides is { } ask ? () => ask(_values) == sides : null);
                if (differences.IsNearCorner)
                {
                    _leftOut++;
                    continue;
                }

                _compared++;
                double gradient = gradients[place][element];
                double off = Math.Max(0, Math.Abs(gradient - differences.Slope) - differences.Error);
                if (!(off <= _options.Tolerance * scale))
                    _failures.Add(new(member, input.Name, element, sample, gradient, differences.Slope, _options.Tolerance * scale + differences.Error));
                _worst = off > 0 ? Math.Max(_worst, off / scale) : _worst;
            }
        }
    }

    /// <summary>For each sample the largest magnitude in its gradient.</summary>
    private double[] Scales(double[][] gradients, double[] floors)
    {
        var scales = (double[])floors.Clone();
        for (int place = 0; place < _inputs.Count; place++)
        {
            for (int element = 0; gradients[place] is { } gradient && !_inputs[place].IsShared && element < gradient.Length; element++)
            {
                int sample = _loss.SampleOf(element, gradient.Length);
                if (double.IsFinite(gradient[element]))
                    scales[sample] = Math.Max(scales[sample], Math.Abs(gradient[element]));
            }
        }

        return scales;
    }

    private IEnumerable<int> Elements(int length) => length <= _options.MaximumElements
        ? Enumerable.Range(0, length)
        : Enumerable.Range(0, _options.MaximumElements).Select(_ => _random.Next(length));
}
