using LossGen.Formulas.Tests.Drawing;
using LossGen.Formulas.Tests.Running;
using LossGen.Generator.Functions;

namespace LossGen.Formulas.Tests;

/// <summary>Functions that share their work, in every row of the table: each member by a factor of its own.</summary>
public sealed class FamilyTests
{
    [Fact]
    public void A_row_computes_its_members()
    {
        RandomLoss[] losses = [.. FunctionFamily.All.Select(family => new RandomLoss(Sum(family), "x", ""))];

        Tally tally = Proof.Of(losses, new Tally());

        Assert.Empty(tally.Failures);
        Assert.Equal(losses.Length, tally.Compared);
    }

    private static string Sum(FunctionFamily family) => string.Join(
        " + ", family.Members.Select((member, place) => $"{place + 2}*{member.Function}({(member.IsOfNegative ? "-x" : "x")})"));
}
