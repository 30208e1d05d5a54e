using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class TheoryTests
{
    private const string Path = "tests/VfioActors.Vfio.Tests/A.cs";

    [Fact]
    public void A_test_claims_all_that_it_names() => Check.Each(Repository.Sources, TheoryRules.NoEarlyReturn);

    [Theory]
    [InlineData("[Theory, InlineData(1)] void B(int c) { if (c == 0) { return; } D(); }", true)]
    [InlineData("[Theory] [InlineData(1)] void B(int c) { foreach (var d in E) { return; } }", true)]
    [InlineData("[Fact] void B() { if (C) { return; } D(); }", true)]
    [InlineData("[FullDeviceFact] void B() { if (C) { return; } D(); }", true)]
    [InlineData("void B() { if (C) { return; } D(); }", false)]
    [InlineData("[Theory, InlineData(1)] void B(int c) { D(() => { return; }); }", false)]
    [InlineData("[Theory, InlineData(1)] void B(int c) { D(); void D() { return; } }", false)]
    [InlineData("[Theory, InlineData(1)] int B(int c) { return c; }", false)]
    public void A_test_that_leaves_early_is_found(string method, bool found) =>
        Check.Snippet(
            TheoryRules.NoEarlyReturn, Path, $"class A {{ {method} }}", found ? ["1: B leaves early"] : []);
}
