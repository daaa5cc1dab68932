using System.Globalization;
using System.Text;
using LossGen;

namespace LineOcr;

/// <summary>A line as SVG, with the frames of each digit beneath it.</summary>
internal static class AlignmentPicture
{
    private const int Scale = 10;

    internal static string Draw(Line line, CtcAlignment alignment, LabelCodec codec)
    {
        StringBuilder svg = new();
        int width = line.Columns * Scale;
        int height = Line.Height * Scale;
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height + 50}\" font-family=\"sans-serif\">");
        Append(svg, $"<rect width=\"{width}\" height=\"{height + 50}\" fill=\"white\"/>");
        for (int column = 0; column < line.Columns; column++)
        {
            for (int row = 0; row < Line.Height; row++)
            {
                double ink = Math.Clamp(line.Pixels[column * Line.Height + row], 0, 1);
                if (ink > 0.05)
                    Append(svg, $"<rect x=\"{column * Scale}\" y=\"{row * Scale}\" width=\"{Scale}\" height=\"{Scale}\" fill-opacity=\"{ink:f2}\"/>");
            }
        }

        foreach (CtcSpan span in alignment.Spans)
        {
            double start = Network.ColumnOf(span.Start) * Scale;
            double end = Network.ColumnOf(span.End) * Scale;
            Append(svg, $"<rect x=\"{start:f1}\" y=\"{height + 4}\" width=\"{end - start:f1}\" height=\"8\" fill=\"steelblue\" fill-opacity=\"{span.Confidence:f2}\"/>");
            Append(svg, $"<text x=\"{(start + end) / 2:f1}\" y=\"{height + 34}\" font-size=\"20\" text-anchor=\"middle\">{codec.Decode([span.Label])}</text>");
            Append(svg, $"<text x=\"{(start + end) / 2:f1}\" y=\"{height + 47}\" font-size=\"10\" text-anchor=\"middle\" fill=\"gray\">{span.Confidence:f2}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, FormattableString element)
        => svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
