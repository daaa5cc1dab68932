using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Libtorch;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>Whether docs/certificate.md still says what is so: part of its cases are measured again.</summary>
public sealed class CertificateTests
{
    private const int SomeLive = 6;
    private const int SomeDrawn = 6;
    private const int SomeBatches = 60;

    public static TheoryData<string> Losses => [.. EveryLoss.All.Select(loss => loss.Name)];

    [Fact]
    public void There_is_one_row_for_each_loss()
        => Assert.Equal(CertificateFile.Losses, CertificateFile.Read().Select(row => row.Loss));

    /// <summary>Where libtorch doesn't load, the columns that need none.</summary>
    [Theory, MemberData(nameof(Losses))]
    public void No_error_is_larger_than_the_row_says(string name)
    {
        CertificateRow told = CertificateFile.Read().Single(row => row.Loss == name);
        CertificateRow measured = Measurement.Of(EveryLoss.Named(name), LibtorchLoader.IsAvailable ? SomeLive : 0, SomeDrawn);
        Assert.Empty(told.Exceeded(measured));
    }

    [Fact]
    public void No_error_of_Ctc_is_larger_than_its_row_says()
    {
        CertificateRow told = CertificateFile.Read().Single(row => row.Loss == nameof(CtcLoss));
        Assert.Empty(told.Exceeded(CtcMeasurement.Of(LibtorchLoader.IsAvailable ? SomeBatches : 0, SomeDrawn)));
    }

    [Fact]
    public void There_are_20_000_comparisons_with_libtorch()
        => Assert.InRange(CertificateFile.Read().Sum(row => row.Comparisons), 20_000, int.MaxValue);

    [Fact]
    public void A_row_is_read_as_it_was_written()
        => Assert.All(CertificateFile.Read(), row => Assert.Equal(row.ToLine(), CertificateRow.OfLine(row.ToLine())!.ToLine()));
}
