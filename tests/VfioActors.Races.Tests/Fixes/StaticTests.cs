namespace VfioActors.Races.Tests.Fixes;

/// <summary>Variables of a function that are there once: what one call leaves in them the next one finds.</summary>
public sealed class StaticTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "a count of calls", "held",
            "int x; int f(void) { static int n = 4; return ++n; } CPU0 { f(); x = f(); } finally(x == 6);" },
        { "one count for all threads", "finally-1",
            "int x; int f(void) { static int n; return ++n; } CPU0 { x = f(); } CPU1 { f(); } finally(x == 1);" },
        { "once", "held",
            "int x; void f(void) { static int done; if (xchg(&done, 1)) return; x++; } CPU0 { f(); } CPU1 { f(); } "
                + "finally(x == 1);" },
        { "a lock for all threads", "held",
            "int x; void f(void) { static DEFINE_MUTEX(m); mutex_lock(&m); x++; mutex_unlock(&m); } "
                + "CPU0 { f(); } CPU1 { f(); } finally(x == 2);" },
        { "its address is good when the function has ended", "held",
            "struct s { int a; int b; }; struct s *f(void) { const static struct s s = { .b = 3 }; return &s; } "
                + "int x; CPU0 { struct s *p = f(); x = p->b; } finally(x == 3);" },
        { "work that is queued again", "held",
            "int x; void run(struct work_struct *w) { static int runs; x = ++runs; } DECLARE_WORK(w, run); "
                + "CPU0 { schedule_work(&w); flush_work(&w); schedule_work(&w); flush_work(&w); } finally(x == 2);" },
        { "two of one name", "held",
            "int x; int f(void) { static int n; { static int n = 5; x = ++n; } return ++n; } "
                + "int g(void) { static int n = 9; return n; } CPU0 { f(); int a = f(), b = g(); "
                + "assert(a == 2 && b == 9); } finally(x == 7);" },
        { "of a thread, beside those that are not", "held",
            "int x; CPU0 { static int n = 1; int k = n; k++; x = n + k; } finally(x == 3);" },
        { "without the word each call has its own", "held",
            "int x; int f(void) { int n = 0; return ++n; } CPU0 { f(); x = f(); } finally(x == 1);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_static_variable_is_there_once(string what, string expected, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Checking.Verdict(text));
    }

    [Theory]
    [InlineData("int *f(void) { static int n; static int *p = &n; return p; }", "'n' is a variable of the function")]
    [InlineData("int f(int a) { static int n = a; return n; }", "'a' is a variable of the function")]
    [InlineData("int x; int f(void) { static int n = x; return n; }", "expected a number that is known beforehand")]
    [InlineData("int f(void) { static int n, n; return n; }", "there is a 'n' already in this block")]
    public void What_it_starts_with_is_known_beforehand(string text, string said) => Assert.Contains(
        said, Checking.Problems(text + " int y; CPU0 { y = 1; }"), StringComparison.Ordinal);
}
