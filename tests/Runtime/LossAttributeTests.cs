using System.Reflection;

namespace LossGen.Runtime.Tests;

public sealed class LossAttributeTests
{
    [Fact]
    public void Several_formulas_stand_on_one_class()
        => Assert.Equal(
            [("x - t", "x, t"), ("x", null)],
            typeof(Declared).GetCustomAttributes<LossAttribute>().Select(loss => (loss.Formula, loss.Inputs)));

    [Fact]
    public void A_derived_class_has_no_formula_of_its_base()
        => Assert.Empty(typeof(Derived).GetCustomAttributes<LossAttribute>());

    [Loss("x - t", Inputs = "x, t")]
    [Loss("x")]
    private class Declared;

    private sealed class Derived : Declared;
}
