namespace VfioActors.Races.Tests.Drivers;

/// <summary>What stands behind #if and #elif is read, or told: it is never taken for something that does not hold.</summary>
public sealed class SwitchConditionTests
{
    [Theory]
    [InlineData("defined(B) || defined(C)", "B", 2)]
    [InlineData("defined(B) || defined(C)", "C", 2)]
    [InlineData("defined(B) || defined(C)", "", 3)]
    [InlineData("defined(B) && !defined(C)", "B", 2)]
    [InlineData("defined(B) && !defined(C)", "B C", 3)]
    [InlineData("!(defined B || defined(C))", "", 2)]
    [InlineData("defined(B) && (defined(C) || 1)", "B", 2)]
    [InlineData("defined(B) || defined(C) && 0", "B", 2)]
    [InlineData("IS_ENABLED(B)", "B", 2)]
    [InlineData("defined(A)", "A", 1)]
    public void Conditions_are_put_together(string condition, string on, int expected) => Assert.Equal("held", Checking.Verdict(
        $"int x; CPU0 {{\n#ifdef A\nx = 1;\n#elif {condition}\nx = 2;\n#else\nx = 3;\n#endif\n}}\n#if defined(B) || defined(C)\n#endif\nfinally(x == {expected});",
        on.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("#if X > 1\n#endif", "q.race:1:1: error: expected #if of defined(NAME), 0 or 1, with !, && and || between")]
    [InlineData("#ifdef A\n#elif X > 1\n#endif", "q.race:2:1: error: expected #elif of defined(NAME), 0 or 1, with !, && and || between")]
    [InlineData("#if (defined(A)\n#endif", "q.race:1:1: error: expected #if of defined(NAME)")]
    [InlineData("#if defined(A) defined(B)\n#endif", "q.race:1:1: error: expected #if of defined(NAME)")]
    public void What_is_none_is_told(string lines, string expected) => Assert.StartsWith(
        expected, Checking.Problems($"{lines}\nint x; CPU0 {{ x = 1; }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("list_for_each_entry_foo(a, b, c) { x = 1; }", "q.race:1:15: error: there is no loop 'list_for_each_entry_foo'")]
    [InlineData("for_each_thing(a) { x = 1; }", "q.race:1:15: error: there is no loop 'for_each_thing'")]
    [InlineData("list_for_each_entri(a, b, c) { }", "did you mean 'list_for_each_entry'?")]
    public void A_loop_that_there_is_not_is_named(string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"int x; CPU0 {{ {code} x = 2; }}"), StringComparison.Ordinal);
}
