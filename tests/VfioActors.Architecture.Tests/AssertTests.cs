using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class AssertTests
{
    private const string Path = "tests/VfioActors.Vfio.Tests/A.cs";

    [Fact]
    public void An_assert_says_what_it_looks_at() => Check.Each(Repository.Sources, AssertRules.NoTuples);

    [Theory]
    [InlineData("Assert.Equal((1, 2), (c, d))", "(1, 2)", "(c, d)")]
    [InlineData("Assert.Equal(c, (d, e))", "(d, e)")]
    [InlineData("Assert.Equal(((1, 2)), c)", "(1, 2)")]
    [InlineData("Assert.True(c == (1, 2))", "(1, 2)")]
    [InlineData("Assert.Equal([(1, 2)], c)", "(1, 2)")]
    [InlineData("Assert.All(c, d => Assert.Equal((1, 2), d))", "(1, 2)")]
    public void A_tuple_in_an_assert_is_found(string assert, params string[] tuples) =>
        Check.Snippet(AssertRules.NoTuples, Path, Method(assert),
            [.. tuples.Select(tuple => $"1: an assert of a tuple: {tuple}")]);

    [Theory]
    [InlineData("Assert.Equal(new Route(1, 2), c)")]
    [InlineData("Assert.Equal(1, D((1, 2)))")]
    [InlineData("Assert.Equal((1), c)")]
    [InlineData("E.Add((1, 2))")]
    public void What_is_named_is_let_through(string assert) =>
        Check.Snippet(AssertRules.NoTuples, Path, Method(assert));

    private static string Method(string assert) => $"class A {{ void B() {{ {assert}; }} }}";
}
