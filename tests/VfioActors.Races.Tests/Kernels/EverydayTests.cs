namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// What is written every day: commas, ranges of cases, bits of a row of words, and lists from their ends, as C11 and GCC
/// have them and include/linux/list.h and bitops.h of Linux 6.12.
/// </summary>
public sealed class EverydayTests
{
    [Theory]
    [InlineData("int i = 0, j = (i++, i + 10); assert(i == 1 && j == 11);")]
    [InlineData("int i, j, n = 0; for (i = 0, j = 5; i < j; i++, j--) n++; assert(n == 3);")]
    [InlineData("x = 1, y = 2; assert(x == 1 && y == 2);")]
    [InlineData("while (x++, x < 4) ; assert(x == 4);")]
    [InlineData("int n = (f(), g(), 7); assert(n == 7 && x == 1 && y == 1);")]
    [InlineData("if ((f(), 0)) y = 5; assert(x == 1 && !y);")]
    public void A_comma_puts_one_after_the_other(string code) => Assert.Equal("held", Checking.Verdict(
        $"int x, y; void f(void) {{ x++; }} int g(void) {{ return y++; }} CPU0 {{ x = 0; {code} }}"));

    [Theory]
    [InlineData("CPU0 { int x = (1, ); }", "q.race:1:20: error: unexpected ')'")]
    [InlineData("int x[(1, 2)]; CPU0 { x[0] = 1; }", "q.race:1:9: error: expected a number from")]
    public void A_comma_that_is_none_is_told(string text, string expected) =>
        Assert.StartsWith(expected, Checking.Problems(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("int", "case 1 ... 3: r = 1; break; default: r = 2;", "2", 1)]
    [InlineData("int", "case 1 ... 3: r = 1; break; default: r = 2;", "3", 1)]
    [InlineData("int", "case 1 ... 3: r = 1; break; default: r = 2;", "4", 2)]
    [InlineData("int", "case 1 ... 3: r = 1; break; default: r = 2;", "0", 2)]
    [InlineData("int", "case -3 ... -1: r = 1; case 5: r += 2;", "-2", 3)]
    [InlineData("u64", "case 1 ... 0x8000000000000000: r = 1; break; default: r = 2;", "1ULL << 62", 1)]
    [InlineData("u32", "case -EINVAL: r = 1; break; default: r = 2;", "-EINVAL", 1)]
    [InlineData("u32", "case -22 ... -20: r = 1; break; default: r = 2;", "-21", 1)]
    [InlineData("u64", "case -1: r = 1; break; default: r = 2;", "-1", 1)]
    [InlineData("u8", "case -1: r = 1; break; default: r = 2;", "-1", 2)]
    [InlineData("u8", "case 255: r = 1; break; default: r = 2;", "-1", 1)]
    [InlineData("s8", "case 255: r = 1; break; default: r = 2;", "-1", 2)]
    [InlineData("int", "case 0xffffffff: r = 1; break; default: r = 2;", "-1", 1)]
    public void A_case_is_one_of_the_type_that_is_looked_at(string type, string cases, string value, int expected) =>
        Assert.Equal("held", Checking.Verdict(
            $"int r; CPU0 {{ {type} v = {value}; switch (v) {{ {cases} }} }} finally(r == {expected});"));

    [Theory]
    [InlineData("case 1 ... 3: break; case 2: break;", "there is a case 2 already")]
    [InlineData("case 3 ... 1: break;", "this range has no number in it")]
    [InlineData("case 1 ... n: break;", "expected a number that is known beforehand")]
    [InlineData("case -1: break; case 0xffffffff: break;", "there is a case -1 already")]
    public void Cases_that_meet_are_told(string cases, string expected) => Assert.Contains(
        expected, Checking.Problems($"int n; CPU0 {{ switch (n) {{ {cases} }} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("CPU0 { __set_bit(0, &w); } CPU1 { __set_bit(1, &w); } finally(w == 3);", "finally-2")]
    [InlineData("CPU0 { set_bit(0, &w); } CPU1 { set_bit(1, &w); } finally(w == 3);", "held")]
    [InlineData("CPU0 { __set_bit(5, &w); __clear_bit(5, &w); __set_bit(1, &w); } finally(w == 2);", "held")]
    [InlineData("CPU0 { if (!test_and_set_bit_lock(0, &w)) { x++; clear_bit_unlock(0, &w); } } "
        + "CPU1 { if (!test_and_set_bit_lock(0, &w)) { x++; clear_bit_unlock(0, &w); } } finally(x <= 2 && !w);", "held")]
    [InlineData("CPU0 { set_bit(70, m); assert(test_bit(70, m) && m[1] == 64 && !m[0]); clear_bit(70, m); } finally(!m[1]);",
        "held")]
    [InlineData("CPU0 { int i; for (i = 60; i < 68; i++) set_bit(i, m); assert(m[1] == 15 && m[0] >> 60 == 15); }", "held")]
    [InlineData("CPU0 { set_bit(128, m); }", "NoWildPointer")]
    [InlineData("CPU0 { set_bit(64, &w); }", "NoWildPointer")]
    public void A_bit_is_one_of_a_row_of_words(string text, string expected) =>
        Assert.Equal(expected, Checking.Verdict("unsigned long w, m[2]; int x;\n" + text));

    [Theory]
    [InlineData("list_splice_init(&h, &g); assert(list_empty(&h) && Order(&c, &a, &b));")]
    [InlineData("list_splice_tail_init(&h, &g); assert(list_empty(&h)); assert(list_first_entry(&g, struct o, n) == &d);")]
    [InlineData("list_splice(&h, &g); assert(list_first_entry(&g, struct o, n) == &a);")]
    [InlineData("list_splice_tail(&h, &g); assert(list_last_entry(&g, struct o, n) == &b);")]
    [InlineData("assert(list_last_entry(&h, struct o, n) == &b && list_prev_entry(&b, n) == &a);")]
    [InlineData("assert(list_is_singular(&g) && !list_is_singular(&h)); list_del(&d.n); assert(!list_is_singular(&g));")]
    [InlineData("assert(list_is_first(&a.n, &h) && list_is_last(&b.n, &h) && !list_is_last(&a.n, &h));")]
    [InlineData("list_del(&d.n); list_splice_init(&g, &h); assert(list_last_entry(&h, struct o, n) == &b);")]
    public void Lists_have_two_ends(string code) => Assert.Equal("held", Checking.Verdict(
        "struct o { int v; struct list_head n; } a, b, d; LIST_HEAD(h); LIST_HEAD(g); "
            + "CPU0 { list_add_tail(&a.n, &h); list_add_tail(&b.n, &h); list_add(&d.n, &g); "
            + code.Replace("Order(&c, &a, &b)", "list_first_entry(&g, struct o, n) == &a", StringComparison.Ordinal) + " }"));

    [Theory]
    [InlineData("#define A 1 << 2", "q.race:1:11: error: 'A' has an operator and no parentheses around it")]
    [InlineData("#define A (1) + (2)", "q.race:1:12: error: 'A' has an operator and no parentheses around it")]
    [InlineData("#define A x ? 1 : 2", "q.race:1:11: error: 'A' has an operator and no parentheses around it")]
    [InlineData("#define A (1 << 2)", "")]
    [InlineData("#define A -1", "")]
    [InlineData("#define A ((1) + (2))", "")]
    [InlineData("#define A (x)", "")]
    public void What_a_name_stands_for_is_in_parentheses(string define, string expected) => Assert.StartsWith(
        expected, Checking.Problems($"{define}\nint x; CPU0 {{ x = A + 1; }}"), StringComparison.Ordinal);
}
