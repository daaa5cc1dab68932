using System.Globalization;
using LossGen.Testing;

namespace LossGen.Generator.Roslyn;

/// <summary>The same declarations give the same bytes: in another culture, again and again, in another order of files.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void A_hostile_culture_changes_nothing()
    {
        var expected = LossBuild.Of(Corpus.Sources).Files;
        CultureInfo hostile = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.NaNSymbol = "nope";

        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = hostile;
            LossBuild build = LossBuild.Of(Corpus.Sources);

            Assert.Equal("\u22121,5", (-1.5).ToString());
            Assert.Equal(expected, build.Files);
            Assert.DoesNotContain(build.Problems, p => p.GetMessage(CultureInfo.InvariantCulture).Contains('\u2212'));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void More_runs_and_another_order_change_nothing()
    {
        var expected = LossBuild.Of(Corpus.Sources).Files;

        Assert.Equal(6, expected.Count);
        // The order of a set of objects is another in most runs and not in all, so that one more run proves little.
        for (int run = 0; run < 5; run++)
            Assert.Equal(expected, LossBuild.Of(Corpus.Sources).Files);
        Assert.Equal(expected, LossBuild.Of([.. Corpus.Sources.Reverse()]).Files);
        Assert.All(expected.Values, text => Assert.DoesNotContain('\r', text));
    }

    /// <summary>Hint names are compared without regard to case, and C#'s names are not.</summary>
    [Fact]
    public void Names_that_differ_in_case_only_do_not_collide()
    {
        LossBuild build = LossBuild.Of(
            """
            using LossGen;
            namespace A
            {
                [Loss("x")] partial class Margin;
                [Loss("x")] partial class MARGIN;
                [Loss("x")] partial class MARGIN<T>;
                [Loss("x")] partial class margin_;
                [Loss("x")] partial class Margin_1;
                partial class Outer { [Loss("x")] partial class L; }
                partial class OUTER { [Loss("x")] partial class L; }
                namespace Outer_ { [Loss("x")] partial class L; }
            }
            namespace a
            {
                [Loss("x")] partial class Margin;
                [Loss("x")] partial class L;
            }
            namespace a.L_ { [Loss("x")] partial class L; }
            namespace a.l_ { [Loss("x")] partial class L; }
            """);

        Assert.Equal(
            [
                "A.MARGIN-1.g.cs", "A.MARGIN.g.cs", "A.Margin(2).g.cs", "A.Margin_1.g.cs", "A.OUTER+L.g.cs", "A.Outer(2)+L.g.cs",
                "A.Outer_.L.g.cs", "A.margin_.g.cs", "a(2).L.g.cs", "a(2).L_.L.g.cs", "a(2).Margin.g.cs", "a(2).l_(2).L.g.cs",
            ],
            build.Files.Keys);
        Assert.Equal(build.Files.Count, build.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
