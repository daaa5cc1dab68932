using System.Globalization;
using LossGen.Definitions.Tests.Golden;
using LossGen.Generator.Binding;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>The worst errors of a loss against one judge: of its values, and of each gradient by its input's name.</summary>
internal sealed record Errors(double Value, SortedDictionary<string, double> Gradients)
{
    public static Errors None => new(0, new(StringComparer.Ordinal));

    public static Errors Of(Comparison comparison) => new(
        comparison.Value.Error,
        new(comparison.Gradients.ToDictionary(pair => pair.Key.Name, pair => pair.Value.Error), StringComparer.Ordinal));

    public static Errors OfGradient(BoundInput input, double error) => new(0, new(StringComparer.Ordinal) { [input.Name] = error });

    public Errors Or(Errors other)
    {
        var gradients = new SortedDictionary<string, double>(Gradients, StringComparer.Ordinal);
        foreach ((string input, double error) in other.Gradients)
            gradients[input] = Math.Max(gradients.GetValueOrDefault(input), error);
        return new(Math.Max(Value, other.Value), gradients);
    }

    /// <summary>Whether no error is more than this many times the one here; what is beyond measure is anything.</summary>
    public bool Covers(Errors other, double times)
        => Covers(Value, other.Value, times) && other.Gradients.All(pair => Gradients.TryGetValue(pair.Key, out double error) && Covers(error, pair.Value, times));

    private static bool Covers(double mine, double other, double times) => other <= times * Math.Max(mine, 1e-17);

    public override string ToString()
        => string.Join(", ", Gradients.Select(pair => $"{pair.Key} {Text(pair.Value)}").Prepend(Text(Value)));

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static Errors Parse(string text)
    {
        string[] parts = text.Split(", ");
        return new(Number(parts[0]), new(
            parts.Skip(1).Select(part => part.Split(' ')).ToDictionary(part => part[0], part => Number(part[1])), StringComparer.Ordinal));
    }

    private static string Text(double error) => error.ToString("0.0e0", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
