using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class UnitTests
{
    private const string Path = "src/VfioActors.Vfio/Containers/A.cs";

    private static IReadOnlyList<SourceFile> Rules =>
        [.. Repository.Library.Where(file => file.Project == "VfioActors.Vfio")];

    [Fact]
    public void A_number_with_a_unit_is_a_type() => Check.Each(Rules, UnitRules.NumbersHaveUnits);

    /// <summary>An exception that nothing needs any more would let the next plain number in.</summary>
    [Fact]
    public void Every_exception_is_needed() => Check.None(
        from known in UnitRules.Exceptions
        where !Rules.Any(file => UnitRules.Declared(file).Any(plain => known.Covers(file, plain.Name)))
        select new Offence(known.Path, 0, $"{known.Name} is no plain ulong"));

    [Fact]
    public void Every_exception_has_its_reason() =>
        Assert.All(UnitRules.Exceptions, known => Assert.NotEqual("", known.Reason));

    [Theory]
    [InlineData("class A { ulong b; }", "b")]
    [InlineData("class A { ulong B { get; } }", "B")]
    [InlineData("class A { ulong? B => null; }", "B")]
    [InlineData("record struct A(ulong B);", "B")]
    [InlineData("record struct A(ulong Value, int C);", "Value")]
    [InlineData("record A(ulong Value);", "Value")]
    [InlineData("class A { void C(in ulong b) { } }", "b")]
    [InlineData("class A { ulong C() => default; }", "C")]
    [InlineData("class A { void C((ulong B, int D) e) { } }", "B")]
    [InlineData("class A { void C() { ulong b = 1; } }", "b")]
    [InlineData("class A { void C() { for (var b = 0UL; ;) { } } }", "b")]
    [InlineData("class A { void C() { D(out ulong b); } }", "b")]
    [InlineData("class A { SortedMap<ulong, long> B { get; } }", "B")]
    [InlineData("class A { ulong[] b; }", "b")]
    [InlineData("class A : IKeyed<ulong>;", "A")]
    [InlineData("class A { const ulong B = 1; }", "B")]
    public void A_plain_number_is_found(string text, string name) =>
        Check.Snippet(UnitRules.NumbersHaveUnits, Path, text, $"1: {name} is a plain ulong");

    [Theory]
    [InlineData("class A { PageCount B => new((ulong)C); }")]
    [InlineData("class A { Iova B => new(ulong.MaxValue); }")]
    [InlineData("class A { ByteCount B => new(1UL << 28); }")]
    [InlineData("class A { long b; int c; uint d; }")]
    [InlineData("readonly record struct A(ulong Value) : IComparable<A>;")]
    public void What_declares_no_plain_number_is_let_through(string text) =>
        Check.Snippet(UnitRules.NumbersHaveUnits, Path, text);

    [Fact]
    public void Units_themselves_are_let_through() =>
        Check.Snippet(UnitRules.NumbersHaveUnits, UnitRules.UnitsIn + "A.cs", "record struct A(ulong B);");
}
