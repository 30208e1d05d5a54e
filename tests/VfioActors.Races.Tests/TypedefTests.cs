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

    [Theory]
    [InlineData("struct s { int n_t; }; struct s v; CPU0 { v.n_t = 300; } finally(v.n_t == 300);")]
    [InlineData("struct s { n_t a, n_t; }; struct s v = { .n_t = 300 - 256 }; CPU0 { } finally(v.n_t == 44);")]
    [InlineData("struct s { struct n_t *n_t; n_t n; } v; CPU0 { v.n = 300; } finally(!v.n_t && v.n == 44);")]
    [InlineData("struct s { int n_t[2]; } v; CPU0 { v.n_t[1] = 300; } finally(v.n_t[1] == 300);")]
    [InlineData("struct s { int a; unsigned int n_t; } v, *p = &v; CPU0 { p->n_t = 300; } finally(v.n_t == 300);")]
    [InlineData("typedef struct { int n_t; } s_t; s_t v; CPU0 { v.n_t = 300; } finally(v.n_t == 300);")]
    public void A_field_may_have_the_name_of_a_type(string text) =>
        Assert.Equal("held", Checking.Verdict("typedef u8 n_t; " + text));

    [Fact]
    public void Macros_take_such_fields_too() => Assert.Equal("held", Checking.Verdict("""
        typedef u8 n_t;
        struct s { int v; struct list_head n_t; };
        struct s one = { .v = 300 };
        LIST_HEAD(all);
        int sum;
        CPU0 {
            struct s *p;
            list_add(&one.n_t, &all);
            list_for_each_entry(p, &all, n_t) sum += p->v;
            p = container_of(&one.n_t, struct s, n_t);
            sum += p->v;
        }
        finally(sum == 600);
        """));

    [Theory]
    [InlineData("CPU0 { int n_t = 300; x = n_t; }", 300)]
    [InlineData("CPU0 { int a = 1, n_t = 300; n_t = n_t + a; x = n_t; }", 301)]
    [InlineData("CPU0 { n_t n_t = 300; x = n_t; }", 44)]
    [InlineData("CPU0 { unsigned n_t; n_t = 300; x = (n_t) + 1; }", 301)]
    [InlineData("static int next(int n_t) { return n_t + 1; } CPU0 { n_t y = 255; x = next(300); y++; x += y; }", 301)]
    [InlineData("static int next(n_t n_t) { return n_t; } CPU0 { x = next(300); }", 44)]
    [InlineData("static int next(int a, n_t b) { return a + b; } CPU0 { x = next(300, 300); }", 344)]
    [InlineData("int next(int, n_t); int next(int a, n_t b) { return b; } CPU0 { x = next(1, 300); }", 44)]
    [InlineData("CPU0 { { int n_t = 300; x = n_t; } n_t y = 300; x += y; }", 344)]
    [InlineData("CPU0 { for (int n_t = 0; n_t < 3; n_t++) { x += n_t; } x += (n_t)300; }", 47)]
    [InlineData("CPU0 { for (int n_t = 0; n_t < 3; n_t++) x += n_t; n_t y = 300; x += y; }", 47)]
    [InlineData("CPU0 { goto n_t; n_t: x = (n_t)300; n_t y = 300; x += y; }", 88)]
    [InlineData("CPU0 { int y = x ? (n_t)1 : (n_t)300; n_t z = y + 256; x = z; }", 44)]
    [InlineData("CPU0 { switch (x) { case 0: n_t y = 300; x = y; } }", 44)]
    [InlineData("enum { A, B = 300 }; CPU0 { n_t y = B, z = A; x = y + z; }", 44)]
    public void A_variable_may_hide_a_type(string text, int expected) => Assert.Equal("held", Checking.Verdict(
        $"typedef u8 n_t; int x; {text} finally(x == {expected});"));

    [Fact]
    public void A_pointer_type_makes_each_name_of_a_declaration_a_pointer() => Assert.Equal("held", Checking.Verdict("""
        struct dev { int n; } d; typedef struct dev *dev_p; dev_p a, b;
        CPU0 { dev_p p = &d, q = p; q->n = 1; a = p; b = q; } finally(a == b && b->n == 1);
        """));

    [Fact]
    public void Enumerations_are_types_too() => Assert.Equal("held", Checking.Verdict("""
        enum state { IDLE, BUSY = 4 }; typedef enum { LOW, HIGH } level_t; typedef enum state state_t;
        enum state s; struct dev { state_t st; level_t level; } d;
        static enum state next(enum state q) { enum state r = q; return r; }
        CPU0 { s = BUSY; d.st = next(s); d.level = HIGH; } finally(d.st == BUSY && d.level == 1);
        """));

    [Theory]
    [InlineData("typedef int row_t[4]; CPU0 { }", "this typedef is not read")]
    [InlineData("typedef int (*row_t)[4]; CPU0 { }", "this typedef is not read")]
    [InlineData("typedef struct dev { int n; } *dev_p; CPU0 { }", "the typedef 'dev_p' is not read")]
    [InlineData("typedef int a_t; typedef int a_t; CPU0 { }", "there is a typedef 'a_t' already")]
    [InlineData("typedef int n_t; int n_t; CPU0 { }", "there is a typedef 'n_t' already")]
    [InlineData("typedef int n_t; int n_t(void) { return 1; } CPU0 { }", "there is a typedef 'n_t' already")]
    [InlineData("typedef int n_t; int a, *n_t; CPU0 { }", "there is a typedef 'n_t' already")]
    [InlineData("typedef int n_t; enum { A, n_t }; CPU0 { }", "there is a typedef 'n_t' already")]
    [InlineData("typedef int n_t; DEFINE_MUTEX(n_t); CPU0 { }", "there is a typedef 'n_t' already")]
    [InlineData("int n_t; typedef int n_t; CPU0 { }", "'n_t' names something else already")]
    [InlineData("typedef int n_t; CPU0 { int n_t = 1; n_t x = 2; }", "'n_t' is a variable here, which hides the type")]
    [InlineData("typedef int n_t; CPU0 { int n_t = 1; int x = (n_t)2; }", "'n_t' is a variable here, which hides")]
    [InlineData("typedef", "this typedef is not read")]
    public void What_is_not_read_is_named(string text, string expected) =>
        Assert.Contains(expected, Checking.Problems(text), StringComparison.Ordinal);
}
