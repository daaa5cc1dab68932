using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Every rule, found by enumeration.</summary>
public class RuleRowTests
{
    public static TheoryData<string> Names => [.. Catalogue.Default.Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_is_an_equation(string name) => Assert.Null(Checks(name).Equation());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_keeps_its_contract_at_special_values(string name) => Assert.Null(Checks(name).SpecialValues());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_is_needed_at_its_witness(string name) => Assert.Null(Checks(name).Witness());

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_rule_makes_is_left_alone(string name)
    {
        CompiledRule rule = CompiledRule.Of(Catalogue.Default).First(rule => rule.Row.Name == name);
        var factory = new TermFactory(Catalogue.Default);
        RealTerm result = new PatternReader(factory, rule.Axis).Read(rule.Row.Result);
        RealTerm? again = new Matcher(factory, rule).Rewrite(result, _ => true);
        Assert.True(again == null, $"{rule.Row.Result} is rewritten again");
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(Catalogue.Default.Rules.Length, Catalogue.Default.Rules.Select(rule => rule.Name).Distinct().Count());

    [Fact]
    public void A_broken_rule_is_found()
    {
        Rule row = Catalogue.Default.Rules.Single(rule => rule.Name == "softplus");
        Assert.NotNull(new RuleChecks(row with { Result = "softplus(-u)" }, Catalogue.Default).Equation());
        Assert.NotNull(new RuleChecks(row with { Result = "log(1 + exp(u))" }, Catalogue.Default).Witness());
        Assert.NotNull(new RuleChecks(row with { Witness = "u = 1: 1.3132616875182228" }, Catalogue.Default).Witness());
        Assert.NotNull(new RuleChecks(row with { Result = "{ softplus(u) if u < 1; softplus(u) if u >= 1; 0 otherwise }" }, Catalogue.Default).SpecialValues());
        Rule bits = Catalogue.Default.Rules.Single(rule => rule.Name == "size of a size");
        Assert.NotNull(new RuleChecks(bits with { Result = "sqrt(a^2)" }, Catalogue.Default).SpecialValues());
    }

    private static RuleChecks Checks(string name) => new(Catalogue.Default.Rules.Single(rule => rule.Name == name), Catalogue.Default);
}
