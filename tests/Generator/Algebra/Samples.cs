using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>Random samples of a loss that keep what it declares; all extents are 4 at most.</summary>
internal static class Samples
{
    public static Sample Of(BoundLoss loss, Random random)
    {
        var sample = new Sample();
        int extent = 4;
        foreach (BoundAxis axis in loss.Axes)
            sample.Extents[axis] = axis.List == null ? extent-- : 2;
        foreach (BoundInput input in loss.Inputs)
        {
            int length = sample.Length(input.Axes);
            if (input.Kind == InputKind.Number)
                sample.Numbers[input] = [.. Enumerable.Range(0, length).Select(_ => Draw(input.Domain, random))];
            else
                sample.Labels[input] = [.. Enumerable.Range(0, length).Select(_ => random.Next(sample.Extents[input.LabelAxis!]))];
        }

        foreach (BoundParameter parameter in loss.Parameters)
        {
            int length = parameter.IsArray ? sample.Length(parameter.Axes) : 1;
            sample.Parameters[parameter] = [.. Enumerable.Range(0, length).Select(_ => Draw(parameter, random))];
        }

        return sample;
    }

    private static double Draw(BoundParameter parameter, Random random) => parameter.Type switch
    {
        ParameterType.Bool => random.Next(2),
        ParameterType.Int or ParameterType.Long => random.Next(1, 4),
        _ when parameter.Domain.IsAll => 0.25 + random.NextDouble(),
        _ => Draw(parameter.Domain, random),
    };

    private static double Draw(BoundDomain domain, Random random)
    {
        if (domain.IsFinite)
            return domain.Values[random.Next(domain.Values.Length)];
        double lower = Math.Max(domain.Lower, -2), upper = Math.Min(domain.Upper, 2);
        if (lower >= upper)
            upper = lower + 2;
        return lower + (upper - lower) * (0.02 + 0.96 * random.NextDouble());
    }
}
