using LossGen.Testing;

namespace LossGen.Generator.Roslyn;

/// <summary>Every kind of declaration is read and extended; the properties work.</summary>
public sealed class DeclarationTests
{
    [Theory]
    [InlineData("""[Loss("x")] public partial class Plain(double margin = 1);""", "Plain", "Plain.g.cs")]
    [InlineData("""namespace A.B { [Loss("x")] public partial class Plain(double margin = 1); }""", "A.B.Plain", "A.B.Plain.g.cs")]
    [InlineData("""namespace @event.@in { [Loss("x")] public partial class @class(double margin = 1); }""", "event.in.class", "event.in.class.g.cs")]
    [InlineData("""namespace A { public static partial class Outer { [Loss("x")] public partial class Inner(double margin = 1); } }""", "A.Outer+Inner", "A.Outer+Inner.g.cs")]
    [InlineData("""partial struct S { partial record R { partial record struct P { partial interface I<T> where T : class { [Loss("x")] internal partial class Inner(double margin = 1); } } } }""", "S+R+P+I`1+Inner", "S+R+P+I-1+Inner.g.cs")]
    [InlineData("""public partial class Outer<T, @if> where T : new() { [Loss("x")] public sealed partial class Inner<V>(double margin = 1); }""", "Outer`2+Inner`1", "Outer-2+Inner-1.g.cs")]
    [InlineData("""public partial class Parts(double margin = 1); [Loss("x")] public partial class Parts;""", "Parts", "Parts.g.cs")]
    [InlineData("""[Loss("x")] public abstract partial class Base(double margin = 1);""", "Base", "Base.g.cs")]
    public void Every_place_of_a_class_gets_its_properties(string declaration, string metadataName, string hintName)
    {
        LossBuild build = LossBuild.Of("using LossGen;\n" + declaration);

        Assert.Equal([hintName], build.Files.Keys);
        Assert.Equal(typeof(double), build.Assembly.GetType(metadataName, throwOnError: true)!.GetProperty("Margin")?.PropertyType);
    }
}
