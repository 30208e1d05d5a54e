namespace VfioActors.Races.Tests;

/// <summary>Numbers as GCC has them: what was asked of a program that it compiled.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("enum e { A, B }; enum e x = -1;", "x > 0")]
    [InlineData("enum e { A, B }; typedef enum e e_t; e_t x = -1;", "x == 4294967295UL")]
    [InlineData("typedef enum { A, B } e_t; e_t x = -1;", "x > A")]
    [InlineData("enum e x = -1;", "x > 0")]
    [InlineData("enum e { A = -1 }; enum e x = -1;", "x < 0")]
    [InlineData("enum { MINUS = -3 }; enum e { A = MINUS + 1, B = 7 }; enum e x = -1;", "x < B")]
    [InlineData("enum e { A }; int x = -1;", "x < A")]
    [InlineData("enum e { A = 0x80000000 }; u64 x; CPU1 { x = ~A; }", "x == 0x7fffffff")]
    [InlineData("enum e { A = 0x80000000, B = -1 }; u64 x; CPU1 { x = ~A; }", "x == 0xffffffff7fffffff")]
    [InlineData("enum e { A = 0x100000000, B }; enum e x; CPU1 { x = B; }", "x == 0x100000001")]
    [InlineData("enum { A = 0x7fffffffffffffff, B }; u64 x; CPU1 { x = B >> 60; }", "x == 8")]
    [InlineData("enum { A = 0x80000000, B = (A >> 31) + 1 }; int x; CPU1 { x = B; }", "x == 2")]
    [InlineData("enum e { A }; s64 x = -1; CPU1 { x = (enum e)x; }", "x == 0xffffffff")]
    public void An_enumeration_has_a_sign_only_for_a_negative_value(string text, string claim) =>
        Assert.Equal("held", Checking.Verdict($"{text} int done; CPU0 {{ done = 1; }} finally({claim});"));

    [Theory]
    [InlineData("enum { A = 0xffffffffffffffff, B }; CPU0 { }",
        "q.race:1:32: error: 'B' would have more than 64 bits")]
    [InlineData("enum e { A }; enum e { B }; CPU0 { }", "q.race:1:15: error: there is an enum 'e' already")]
    [InlineData("CPU0 { int x = 'ab'; }", "q.race:1:16: error: 'ab' is no single character")]
    [InlineData("CPU0 { int x = ''; }", "q.race:1:16: error: '' is no single character")]
    [InlineData(@"CPU0 { int x = '\q'; }", @"q.race:1:16: error: '\q' is no single character")]
    [InlineData(@"CPU0 { int x = '\x100'; }", @"q.race:1:16: error: '\x100' is no single character")]
    [InlineData(@"CPU0 { int x = '\400'; }", @"q.race:1:16: error: '\400' is no single character")]
    [InlineData("CPU0 { int x = 'é'; }", "q.race:1:16: error: 'é' is no single character")]
    public void What_is_no_number_is_refused(string text, string expected) =>
        Assert.Contains(expected, Checking.Problems(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("'a'", 97)]
    [InlineData(@"'\n' + '\t'", 19)]
    [InlineData(@"'\0'", 0)]
    [InlineData(@"'\\' + '\'' + '""'", 165)]
    [InlineData(@"'\xff'", 255)]
    [InlineData(@"'\101' << 8", 0x4100)]
    [InlineData("-'a' < 0", 1)]
    public void A_character_is_an_int(string text, int expected) =>
        Assert.Equal("held", Checking.Verdict($"int x; CPU0 {{ x = {text}; }} finally(x == {expected});"));

    [Theory]
    [InlineData("1 >= (-5 ?: ~0UL)", 0)]
    [InlineData("1 >= (-5 ? -5 : 3UL)", 0)]
    [InlineData("1 >= (0 ? 3U : -5)", 0)]
    [InlineData("1 >= (0 ? 3LL : -5)", 1)]
    [InlineData("(1 ? -1 : 1U) + 1ULL == 0x100000000", 1)]
    public void A_choice_has_the_type_that_both_have_together(string choice, int expected) => Assert.Equal(
        "held",
        Checking.Verdict($$"""
            enum { A = {{choice}} };
            int x, y;
            CPU0 { if ({{choice}}) x = 1; y = {{choice}}; }
            finally(x == {{expected}} && y == {{expected}} && A == {{expected}});
            """));

    [Theory]
    [InlineData("s8", "0x1111111111111111", "0x11")]
    [InlineData("u32", "1ULL << 60", "0")]
    [InlineData("u32", "(1ULL << 59) | 5", "5")]
    [InlineData("u16", "(1ULL << 60) | 0x123456000", "0x6000")]
    [InlineData("bool", "1ULL << 60", "1")]
    public void A_number_is_cut_whatever_it_looks_like(string type, string value, string expected) => Assert.Equal(
        "held", Checking.Verdict($"u64 x = {value}; {type} y; CPU0 {{ y = x; }} finally(y == {expected});"));

    /// <summary>What x86 refuses to divide, at any width: the kernel is compiled with idiv.</summary>
    [Theory]
    [InlineData("int a = -2147483647 - 1, b = -1, c;", "c = a / b;", "NoBadIndex")]
    [InlineData("int a = -2147483647 - 1, b = -1, c;", "c = a % b;", "NoBadIndex")]
    [InlineData("int a = -2147483647, b = -1, c;", "c = a / b;", "held")]
    [InlineData("s64 a = -2147483647 - 1, c; int b = -1;", "c = a / b;", "held")]
    [InlineData("s64 a = 1UL << 63, c; int b = -1;", "c = a / b;", "NoBadIndex")]
    [InlineData("u32 a = 0x80000000, b = -1, c;", "c = a / b;", "held")]
    [InlineData("s16 a = -32768, c; int b = -1;", "c = a / b;", "held")]
    public void The_least_number_is_not_divided_by_minus_one(string variables, string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($"{variables} CPU0 {{ {code} }}"));

    /// <summary>C11 6.5.6: a pointer goes anywhere in its row, and one past it, where it is not followed.</summary>
    [Theory]
    [InlineData("int *q = a; q++; assert(q[-1] == 1);", "held")]
    [InlineData("int *q = &a[2]; q += -1; assert(*q == 2);", "held")]
    [InlineData("int *q = &a[3] + -2; assert(*q == 2 && q[2] == 4);", "held")]
    [InlineData("int *q, s = 0; for (q = a; q < &a[4]; q++) s += *q; assert(s == 10);", "held")]
    [InlineData("int *e = &a[4]; assert(e - a == 4 && e[-4] == 1);", "held")]
    [InlineData("int *e = &a[4]; *e = 1;", "NoWildPointer")]
    [InlineData("int *e = &a[5];", "NoBadIndex")]
    [InlineData("int *q = a; q[-1] = 1;", "NoWildPointer")]
    [InlineData("int i = -1; a[i] = 1;", "NoBadIndex")]
    [InlineData("a[4] = 1;", "NoBadIndex")]
    public void A_pointer_goes_anywhere_in_its_row(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($"int a[4] = {{ 1, 2, 3, 4 }}, x; CPU0 {{ x = 1; {code} }}"));
}
