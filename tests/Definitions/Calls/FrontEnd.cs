using System.Collections.Immutable;
using LossGen.Generator;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests.Calls;

internal static class FrontEnd
{
    public static IReadOnlyList<BoundLoss> Bind(Type type)
    {
        var x = new BoundInput { Name = "x", Ordinal = 0, Kind = InputKind.Number, HasGradient = true };
        var y = new BoundInput { Name = "y", Ordinal = 1, Kind = InputKind.Number, HasGradient = true };
        Catalogue table = Catalogue.Default;
        BoundReal F(string name, params BoundReal[] a) => new BoundCall(default, table.Function(name), [.. a]);
        BoundReal In(BoundInput i) => new BoundInputElement(default, i, []);
        BoundReal N(double v) => new BoundNumber(default, v);
        return [new BoundLoss([x, y], [], [], F("log", F("add", N(1), F("exp", F("negate", F("multiply", In(y), In(x)))))), [], null)];
    }
}
