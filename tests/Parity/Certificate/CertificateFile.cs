using System.Runtime.CompilerServices;
using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Precise;
using TorchSharp;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>The committed table, one row a loss.</summary>
internal static class CertificateFile
{
    public const int Live = 84;
    public const int DrawnCases = 40;

    /// <summary>Every batch of CTC.</summary>
    public const int LiveBatches = int.MaxValue;

    /// <summary>The losses in the order of their rows.</summary>
    public static IEnumerable<string> Losses => EveryLoss.All.Select(loss => loss.Name).Append(nameof(CtcLoss)).Order(StringComparer.Ordinal);

    private static string Head => $$"""
        # The certificate

        One row a loss: the worst errors that were found, of the values and, by input, of each gradient. An error of a value is relative to the larger of
        that loss and the mean magnitude of the batch's losses (of a reduced value, to Σ|l| / divisor), that of a gradient's element to the largest magnitude in its sample's gradient,
        which counts as a tenth of the upstream gradient at least. The bounds are 4e-6 in float and 1e-12 in double; what is over them stands in
        the [table of differences](../src/Definitions/differences.md#where-the-digits-of-float-dont-suffice) with its reason.

        - *float, double*: against libtorch {{torch.__version__}} computing in double on the same inputs, none with a random upstream gradient, mean and sum; {{Live}} cases for each
          row of `tests/Parity/Rows`, seed {{ParityCases.Seed}}. *libtorch itself* is libtorch computing in float, on the same cases.
        - *precise*: against the plain formula computed in {{BigFloat.Bits}} bits (some {{(int)(BigFloat.Bits * Math.Log10(2))}} digits) on the same inputs, which shares no code with the compiler, and rounded to
          double at the end; {{DrawnCases}} small cases. 0 means the double nearest to the answer.
        - *differences*: of double, against central differences of the plain formula in double, less what the differences are off themselves; 0 means within it.
        - *tail*: in units in the last place of the loss itself: float on scores of 20 to 200 against double. Where the loss is a difference that cancels, or the logarithm of nearly 1, it has few digits.
        - *corners*: what in the formula has a slope that jumps, and how many of the cases were drawn on multiples of a half, where ties and corners are hit.
        - *bytes*: allocated by a hundred calls of every member in both precisions on one thread.

        CTC is no formula but a recursion, and its row differs. Its gradients are those of the logits, by the entry for logits and the one for log-probabilities; an error of a value is
        relative to that loss or to 1, that of a gradient's element to the largest probability or gradient in its frame. A comparison is one of three a batch: float and double from logits,
        double from log-probabilities, each without a reduction. *precise* is the recursion in probabilities in {{BigFloat.Bits}} bits on {{DrawnCases}} small batches and {{DrawnCases}} of any size, *differences* are of that,
        by every logit. A hundred frames of scores of ±200 have logarithms above 10,000, of which double holds some 2e-12 and the exponential no more: there gradients in double are over 1e-12,
        and so are libtorch's. `CtcParityTests` holds CTC to 1e-5 and 1e-10.

        Written by `dotnet run --project tests/Parity -c Release -- certificate`; with `certificate more`, on another machine, an error that is larger there takes the place
        of the one here: sums are rounded otherwise where vectors are longer. These are the worst of vectors of 512 and of 256 bits. `CertificateTests` measures part of it again.

        | loss | comparisons | float | libtorch itself | double | float, precise | double, precise | differences | tail | corners | bytes |
        | --- | --: | --- | --- | --- | --- | --- | --- | --: | --- | --: |

        """;

    /// <param name="isMore">Whether what stands there counts where it is worse.</param>
    public static void Write(bool isMore)
    {
        var told = isMore ? Read().ToDictionary(row => row.Loss, StringComparer.Ordinal) : [];
        var rows = Losses.Select(loss => told.TryGetValue(loss, out CertificateRow? row) ? Of(loss).Or(row) : Of(loss)).ToList();
        File.WriteAllText(Place(), Head.ReplaceLineEndings("\n") + string.Concat(rows.Select(row => row.ToLine() + "\n")));
    }

    private static CertificateRow Of(string loss) => loss == nameof(CtcLoss)
        ? CtcMeasurement.Of(LiveBatches, DrawnCases)
        : Measurement.Of(EveryLoss.Named(loss), Live, DrawnCases);

    public static IEnumerable<CertificateRow> Read() => File.ReadLines(Place()).Select(CertificateRow.OfLine).OfType<CertificateRow>();

    private static string Place([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "certificate.md");
}
