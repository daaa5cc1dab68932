using System.Reflection;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>The losses of the definitions, found by their attribute.</summary>
internal static class EveryLoss
{
    private static readonly Lazy<IReadOnlyList<LossUnderTest>> s_all = new(() =>
        [.. Types().OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new LossUnderTest(type, FrontEnd.Bind(type)))]);

    public static IReadOnlyList<LossUnderTest> All => s_all.Value;

    /// <summary>Every loss by name and overload, as the rows of a theory.</summary>
    public static TheoryData<string, int> Overloads
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (LossUnderTest loss in All)
            {
                for (int overload = 0; overload < loss.Overloads.Count; overload++)
                    rows.Add(loss.Name, overload);
            }

            return rows;
        }
    }

    public static LossUnderTest Named(string name) => All.Single(loss => loss.Name == name);

    public static (LossUnderTest Loss, BoundLoss Overload) Named(string name, int overload)
        => (Named(name), Named(name).Overloads[overload]);

    private static IEnumerable<Type> Types() => typeof(SoftMarginLoss).Assembly.GetTypes()
        .Where(type => type.GetCustomAttributes<LossAttribute>().Any());
}
