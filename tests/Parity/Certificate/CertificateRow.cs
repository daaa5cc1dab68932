using System.Globalization;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>What was measured of one loss.</summary>
/// <param name="Comparisons">With libtorch: cases × precisions × reductions.</param>
/// <param name="LibtorchItself">libtorch in float against libtorch in double.</param>
/// <param name="FloatPrecise">Against the plain formula in many more digits.</param>
/// <param name="Differences">Of the plain formula in double.</param>
/// <param name="Tail">In units in the last place of the loss itself: float on saturated scores against double.</param>
/// <param name="Corners">The words of the formula whose slope jumps, and how many of the cases were drawn on them.</param>
/// <param name="Bytes">Allocated by a hundred calls of every member, in both precisions.</param>
internal sealed record CertificateRow(
    string Loss,
    int Comparisons,
    Errors Float,
    Errors LibtorchItself,
    Errors Double,
    Errors FloatPrecise,
    Errors DoublePrecise,
    Errors Differences,
    double Tail,
    string Corners,
    long Bytes)
{
    /// <summary>Of a loss of which nothing was measured yet.</summary>
    public static CertificateRow Empty(string loss)
        => new(loss, 0, Errors.None, Errors.None, Errors.None, Errors.None, Errors.None, Errors.None, 0, "", 0);

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Loss} | {Comparisons} | {Float} | {LibtorchItself} | {Double} | {FloatPrecise} | {DoublePrecise} | {Differences} | {Tail:0.#} | {Corners} | {Bytes} |");

    /// <summary>The row of a line, or null where the line is none.</summary>
    public static CertificateRow? OfLine(string line)
    {
        string[] cells = [.. line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)];
        return cells.Length == 11 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out int comparisons)
            ? new(
                cells[0], comparisons, Errors.Parse(cells[2]), Errors.Parse(cells[3]), Errors.Parse(cells[4]), Errors.Parse(cells[5]), Errors.Parse(cells[6]),
                Errors.Parse(cells[7]), double.Parse(cells[8], CultureInfo.InvariantCulture), cells[9], long.Parse(cells[10], CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The worse of each error, with the rest of this row.</summary>
    public CertificateRow Or(CertificateRow other) => this with
    {
        Float = Float.Or(other.Float),
        LibtorchItself = LibtorchItself.Or(other.LibtorchItself),
        Double = Double.Or(other.Double),
        FloatPrecise = FloatPrecise.Or(other.FloatPrecise),
        DoublePrecise = DoublePrecise.Or(other.DoublePrecise),
        Differences = Differences.Or(other.Differences),
        Tail = Math.Max(Tail, other.Tail),
        Bytes = Math.Max(Bytes, other.Bytes),
    };

    /// <summary>
    /// The errors of this row that another measurement, of part of the cases or with another instruction set, exceeds by more
    /// than a factor of two: then the row isn't true any more.
    /// </summary>
    public IEnumerable<string> Exceeded(CertificateRow measured)
    {
        (string, Errors, Errors)[] columns =
        [
            ("float, libtorch", Float, measured.Float),
            ("double, libtorch", Double, measured.Double),
            ("float, precise", FloatPrecise, measured.FloatPrecise),
            ("double, precise", DoublePrecise, measured.DoublePrecise),
            ("differences", Differences, measured.Differences),
        ];
        foreach ((string column, Errors told, Errors now) in columns)
        {
            if (!told.Covers(now, 2))
                yield return $"{Loss}, {column}: {now}, and not {told}";
        }

        if (measured.Tail > 2 * Tail + 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Loss}, tail: {measured.Tail}, and not {Tail}");
        if (measured.Bytes > Bytes)
            yield return $"{Loss}: {measured.Bytes} bytes, and not {Bytes}";
    }
}
