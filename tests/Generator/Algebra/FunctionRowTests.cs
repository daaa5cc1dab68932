using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Every row of the function table, found by enumeration.</summary>
public class FunctionRowTests
{
    public static TheoryData<string> Names => [.. Catalogue.Default.Functions.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_derivative_is_that_of_differences(string name) =>
        Assert.Null(FunctionChecks.Derivative(Catalogue.Default, Catalogue.Default.Function(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_definition_means_what_the_function_means(string name) =>
        Assert.Null(FunctionChecks.Definition(Catalogue.Default, Catalogue.Default.Function(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Facts_hold_on_samples(string name) => Assert.Null(FunctionChecks.Facts(Catalogue.Default.Function(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_function_swallows_a_NaN(string name) =>
        Assert.Null(FunctionChecks.NaN(Catalogue.Default, Catalogue.Default.Function(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_corner_speaks_of_the_arguments_of_its_row(string name)
    {
        Function row = Catalogue.Default.Function(name);
        string text = row.Parameters.Aggregate(row.Corner ?? "", (said, parameter) => said.Replace("{" + parameter + "}", "", StringComparison.Ordinal));
        Assert.DoesNotContain('{', text);
    }

    [Fact]
    public void A_broken_derivative_is_found()
    {
        Function row = Catalogue.Default.Function("tanh");
        Assert.NotNull(FunctionChecks.Derivative(Catalogue.Default, row with { Derivative = ImmutableArray.Create<string?>("g*(1 + tanh(u)^2)") }));
        Assert.NotNull(FunctionChecks.Derivative(Catalogue.Default, row with { Derivative = ImmutableArray.Create<string?>((string?)null) }));
    }

    [Fact]
    public void A_broken_definition_is_found() =>
        Assert.NotNull(FunctionChecks.Definition(Catalogue.Default, Catalogue.Default.Function("logaddexp") with { Definition = "max(a, b)" }));

    [Fact]
    public void A_broken_fact_is_found()
    {
        Assert.NotNull(FunctionChecks.Facts(Catalogue.Default.Function("sin") with { Facts = Facts.Increasing }));
        Assert.NotNull(FunctionChecks.Facts(Catalogue.Default.Function("abs") with { Facts = Facts.Odd }));
        Assert.NotNull(FunctionChecks.Facts(Catalogue.Default.Function("subtract") with { Facts = Facts.Commutative }));
        Assert.NotNull(FunctionChecks.Facts(Catalogue.Default.Function("relu") with { Facts = Facts.Stepwise }));
    }

    [Fact]
    public void A_swallowed_NaN_is_found() => Assert.NotNull(FunctionChecks.NaN(
        Catalogue.Default, Catalogue.Default.Function("clampmin") with { Derivative = ImmutableArray.Create<string?>("{ g if u >= c; 0 otherwise }", null) }));
}
