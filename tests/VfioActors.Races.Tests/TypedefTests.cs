namespace VfioActors.Races.Tests;

/// <summary>Names that are given to types.</summary>
public sealed class TypedefTests
{
    [Theory]
    [InlineData("typedef struct dev { int n; } dev_t;", "dev_t *")]
    [InlineData("typedef struct { int n; } dev_t;", "dev_t *")]
    [InlineData("struct dev { int n; }; typedef struct dev dev_t;", "dev_t *")]
    [InlineData("struct dev; typedef struct dev *dev_p; struct dev { int n; };", "dev_p ")]
    [InlineData("typedef u32 count_t; typedef count_t num; typedef struct { num n; } dev_t;", "dev_t *")]
    [InlineData("typedef struct dev { int n; } dev;", "struct dev *")]
    public void A_type_has_another_name(string types, string named) => Assert.Equal("held", Checking.Verdict($$"""
        {{types}}
        static int add({{named}}d, int by) { {{named}}own = d; own->n += by; return own->n; }
        {{named}}p;
        init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
        CPU0 { {{named}}d = xchg(&p, NULL); int n = add(d, 2); kfree(d); assert(n == 2); }
        """));

    [Fact]
    public void A_count_of_that_type_wraps_as_it() => Assert.Equal("held", Checking.Verdict(
        "typedef unsigned char tiny_t; tiny_t x = 255; CPU0 { x++; } finally(x == 0);"));

    [Fact]
    public void A_field_is_no_type() => Assert.Equal("held", Checking.Verdict(
        "struct dev { int n; } d; typedef u8 n; n x; CPU0 { d.n = 300; x = 300; } finally(d.n == 300 && x == 44);"));

    [Fact]
    public void Enumerations_are_types_too() => Assert.Equal("held", Checking.Verdict("""
        enum state { IDLE, BUSY = 4 }; typedef enum { LOW, HIGH } level_t; typedef enum state state_t;
        enum state s; struct dev { state_t st; level_t level; } d;
        static enum state next(enum state q) { enum state r = q; return r; }
        CPU0 { s = BUSY; d.st = next(s); d.level = HIGH; } finally(d.st == BUSY && d.level == 1);
        """));

    [Theory]
    [InlineData("typedef int (*fn_t)(int); CPU0 { }", "this typedef is not read")]
    [InlineData("typedef int row_t[4]; CPU0 { }", "this typedef is not read")]
    [InlineData("typedef struct dev { int n; } *dev_p; CPU0 { }", "the typedef 'dev_p' is not read")]
    [InlineData("typedef union { int a; } u_t; CPU0 { }", "the typedef 'u_t' is not read")]
    [InlineData("typedef int a_t; typedef int a_t; CPU0 { }", "there is a typedef 'a_t' already")]
    [InlineData("struct dev { union { int a; int b; }; }; CPU0 { }", "unions are not built in")]
    [InlineData("typedef", "this typedef is not read")]
    public void What_is_not_read_is_named(string text, string expected) =>
        Assert.Contains(expected, Checking.Problems(text), StringComparison.Ordinal);
}
