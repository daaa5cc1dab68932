using System.Globalization;
using System.Text;

namespace Quickstart;

/// <summary>Draws training curves as SVG: the loss as a share of that of the first epoch, on a logarithmic scale.</summary>
internal static class Chart
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 50;
    private const int Bottom = 50;

    // Told apart by colour-blind readers too (Okabe and Ito).
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73"];

    internal static string Draw(IReadOnlyList<Training> trainings)
    {
        int lowest = (int)Math.Floor(Math.Log10(trainings.Min(training => Enumerable.Range(0, Training.Epochs).Min(epoch => Share(training, epoch)))));
        var svg = new StringBuilder();
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Line($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Line($"<text x=\"{Left}\" y=\"24\" font-size=\"16\">Training loss, as a share of that of the first epoch</text>");
        for (int decade = lowest; decade <= 0; decade++)
        {
            Line($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(decade):F1}\" y2=\"{Y(decade):F1}\" stroke=\"#ddd\"/>");
            Line($"<text x=\"{Left - 8}\" y=\"{Y(decade) + 4:F1}\" text-anchor=\"end\">{Math.Pow(10, decade)}</text>");
        }

        for (int epoch = 10; epoch <= Training.Epochs; epoch += 10)
            Line($"<text x=\"{X(epoch - 1):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{epoch}</text>");
        Line($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">epoch</text>");

        for (int index = 0; index < trainings.Count; index++)
        {
            Training training = trainings[index];
            string colour = s_colours[index % s_colours.Length];
            var points = Enumerable.Range(0, Training.Epochs).Select(epoch => string.Create(
                CultureInfo.InvariantCulture, $"{X(epoch):F1},{Y(Math.Log10(Share(training, epoch))):F1}"));
            Line($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/>");
            int y = Top + 16 + 20 * index;
            Line($"<line x1=\"{Width - 250}\" x2=\"{Width - 226}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            Line($"<text x=\"{Width - 218}\" y=\"{y + 4}\">{training.Name}</text>");
        }

        Line($"</svg>");
        return svg.ToString();

        void Line(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        // A hinge can reach 0, which a logarithmic scale can't show.
        static double Share(Training training, int epoch) => Math.Max(training.Curve[epoch] / training.Curve[0], 1e-6);

        double X(double epoch) => Left + epoch / (Training.Epochs - 1) * (Width - Left - Right);

        double Y(double decade) => Top + decade / lowest * (Height - Top - Bottom);
    }
}
