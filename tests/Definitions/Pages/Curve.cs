using System.Globalization;
using System.Text;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>
/// Value and slope of a loss over its first input, as SVG, where one number of it makes one loss. The other numbers are 1, or
/// the end of their domain that is nearest; an input over a finite domain has a curve for each of its values.
/// </summary>
internal sealed class Curve
{
    private const double Reach = 3;
    private const double Most = 4;
    private const int Steps = 240;

    private const int Width = 640;
    private const int Height = 380;
    private const int Left = 40;
    private const int Right = 16;
    private const int Top = 34;
    private const int Bottom = 30;

    // Told apart by colour-blind readers too (Okabe and Ito).
    private static readonly string[] s_colours = ["#0072b2", "#d55e00"];

    private readonly BoundLoss _loss;
    private readonly ParameterValues _parameters;
    private readonly BoundInput _x;

    private Curve(BoundLoss loss, ParameterValues parameters)
    {
        _loss = loss;
        _parameters = parameters;
        _x = loss.Inputs[0];
    }

    /// <summary>The picture; null where a loss takes more than one number of its first input, or a label.</summary>
    public static string? Draw(BoundLoss loss, ParameterValues parameters)
    {
        bool isCurve = loss.Inputs.All(input => input.Kind == InputKind.Number && !input.IsShared && input.Axes.All(axis => loss.ResultIndices.Any(index => index.Axis == axis)));
        return isCurve ? new Curve(loss, parameters).Draw() : null;
    }

    /// <summary>What the others are, as in "t = 1".</summary>
    private string Settings(BoundInput? chosen, double value)
        => string.Join(", ", _loss.Inputs.Skip(1).Select(input => string.Create(CultureInfo.InvariantCulture, $"{input.Name} = {(input == chosen ? value : Fixed(input))}")));

    private string Draw()
    {
        BoundInput? chosen = _loss.Inputs.Skip(1).FirstOrDefault(input => input.Domain.IsFinite);
        double[] choices = chosen is null ? [double.NaN] : [.. chosen.Domain.Values];
        var samples = choices.Select(choice => Sample(chosen, choice)).ToArray();
        double[] shown = [.. samples.SelectMany(sample => sample.Values.Concat(sample.Slopes)).Where(double.IsFinite).Select(value => Math.Clamp(value, -Most, Most))];
        double low = Math.Min(0, Math.Floor(shown.Min()));
        double high = Math.Max(1, Math.Ceiling(shown.Max()));

        var svg = new StringBuilder();
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Append($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Append($"<clipPath id=\"plot\"><rect x=\"{Left}\" y=\"{Top}\" width=\"{Width - Left - Right}\" height=\"{Height - Top - Bottom}\"/></clipPath>");
        for (double y = low; y <= high; y++)
        {
            Append($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\" stroke=\"{(y == 0 ? "#888" : "#ddd")}\"/>");
            Append($"<text x=\"{Left - 6}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{y}</text>");
        }

        for (double x = Math.Ceiling(First); x <= Last; x++)
            Append($"<text x=\"{X(x):F1}\" y=\"{Height - 10}\" text-anchor=\"middle\">{x}</text>");
        Append($"<text x=\"{Width - Right}\" y=\"{Height - 10}\" text-anchor=\"end\" font-style=\"italic\">{_x.Name}</text>");

        for (int k = 0; k < choices.Length; k++)
        {
            string colour = s_colours[k % s_colours.Length];
            string settings = Settings(chosen, choices[k]);
            Append($"<text x=\"{Left + k * 300}\" y=\"20\" fill=\"{colour}\">{(settings.Length == 0 ? "" : settings + ": ")}value ──, slope ╌╌</text>");
            Append($"<polyline clip-path=\"url(#plot)\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{Points(samples[k].Values)}\"/>");
            Append($"<polyline clip-path=\"url(#plot)\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"6 4\" points=\"{Points(samples[k].Slopes)}\"/>");
        }

        return svg.Append("</svg>\n").ToString();

        double X(double x) => Left + (x - First) / (Last - First) * (Width - Left - Right);

        double Y(double y) => Height - Bottom - (y - low) / (high - low) * (Height - Top - Bottom);

        // What leaves the picture leaves it straight up or down.
        string Points(double[] values) => string.Join(' ', values
            .Select((value, step) => (X: X(At(step)), Value: value))
            .Where(point => !double.IsNaN(point.Value))
            .Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{Y(Math.Clamp(point.Value, low - 1, high + 1)):F1}")));

        void Append(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    // By the naive evaluator, whose bits don't depend on the width of lanes.
    private (double[] Values, double[] Slopes) Sample(BoundInput? chosen, double choice)
    {
        int count = Steps + 1;
        var numbers = _loss.Inputs.ToDictionary(input => input, input => Enumerable.Repeat(input == chosen ? choice : Fixed(input), count).ToArray());
        numbers[_x] = [.. Enumerable.Range(0, count).Select(At)];
        var batch = new ReferenceBatch(_loss, count, 1, _loss.Axes.ToDictionary(axis => axis, _ => 1), numbers, new Dictionary<BoundInput, long[]>());
        var reference = new ReferenceLoss(batch, _parameters);
        return (reference.Losses(), reference.Gradient(_x, [.. Enumerable.Repeat(1.0, count)]));
    }

    private double First => Math.Max(-Reach, _x.Domain.Lower);

    private double Last => Math.Min(Reach, _x.Domain.Upper);

    private double At(int step) => First + (Last - First) * step / Steps;

    private static double Fixed(BoundInput input) => Math.Clamp(1, input.Domain.Lower, input.Domain.Upper);
}
