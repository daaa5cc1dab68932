using System.Globalization;
using System.Reflection;
using LossGen.Bench.Contestants;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Compiling;

/// <summary>The calls of ../../Aot, which can't be compiled where they are made: a loss a line.</summary>
internal static class Calls
{
    /// <summary>A file: the losses but products of matrices, each at the shape by which it is judged.</summary>
    public static string Source()
    {
        LossRow[] rows = [.. LossRows.All.Where(row => !row.Product)];
        return $$"""
            using LossGen.Bench.Contestants;
            using LossGen.Bench.Rows;

            namespace LossGen.Bench.Aot;

            internal static class Calls
            {
                public static readonly Call[] All =
                [
            {{string.Join('\n', rows.Select((row, index) => "        " + Line(row, $"Caller{index}")))}}
                ];
            }

            {{string.Join('\n', rows.Select((row, index) => GeneratedCall.Source(Method(row), $"Caller{index}")))}}
            """;
    }

    private static MethodInfo Method(LossRow row) => GeneratedCall.Method(row, "Backward", isDouble: false);

    private static string Line(LossRow row, string caller)
    {
        Shape shape = row.Main;
        IEnumerable<string> operands = row.Operands.Select(operand =>
            $"new(\"{operand.Name}\", \"{operand.Axes}\", Draw.{operand.Draw}, {(operand.Wanted ? "true" : "false")}, '{operand.LabelAxis}')");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"new(\"{row.Name}\", [{string.Join(", ", operands)}], new(\"{shape.Name}\", {shape.N}, {shape.C}, {shape.D}, {shape.M}, {shape.Inner}), batch => new {caller} {{ {string.Join(", ", Fields(row))} }}.Call),");
    }

    private static IEnumerable<string> Fields(LossRow row)
    {
        yield return "Loss = new()";
        foreach (ParameterInfo parameter in Method(row).GetParameters())
        {
            string name = parameter.Name!;
            if (row.Operands.Any(operand => operand.Name == name || operand.Wanted && operand.GradientName == name))
                yield return $"{name} = batch[\"{name}\"].Address, {name}Length = batch[\"{name}\"].Length";
            else if (parameter.ParameterType == typeof(int))
                yield return $"{name}Length = " + (name == "inner" ? row.Main.Inner : row.Main.Extent(name[0])).ToString(CultureInfo.InvariantCulture);
        }
    }
}
