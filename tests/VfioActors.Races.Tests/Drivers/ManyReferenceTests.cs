namespace VfioActors.Races.Tests.Drivers;

/// <summary>Several references at once: include/linux/refcount.h, Linux 6.12.</summary>
public sealed class ManyReferenceTests
{
    [Theory]
    [InlineData("refcount_add(2, &r); assert(refcount_read(&r) == 3);", "held")]
    [InlineData("refcount_add(2, &r); assert(!refcount_sub_and_test(2, &r) && refcount_sub_and_test(1, &r));", "held")]
    [InlineData("assert(!refcount_sub_and_test(2, &r));", "CountsStayAbove")]
    [InlineData("refcount_set(&r, 0); refcount_add(2, &r);", "CountsStayAbove")]
    [InlineData("refcount_set(&r, 0); assert(!refcount_add_not_zero(2, &r) && !refcount_read(&r));", "held")]
    [InlineData("assert(refcount_add_not_zero(2, &r) && refcount_read(&r) == 3);", "held")]
    [InlineData("refcount_add(INT_MAX, &r);", "CountsStayAbove")]
    [InlineData("refcount_add(INT_MAX - 1, &r); assert(refcount_read(&r) == INT_MAX);", "held")]
    [InlineData("assert(refcount_dec_if_one(&r) && !refcount_read(&r) && !refcount_dec_if_one(&r));", "held")]
    [InlineData("refcount_inc(&r); assert(!refcount_dec_if_one(&r) && refcount_read(&r) == 2);", "held")]
    [InlineData("int n = 3; refcount_add(n, &r); n = 4; assert(refcount_sub_and_test(n, &r));", "held")]
    public void References_are_taken_and_given_back(string code, string expected) => Assert.Equal(
        expected, Checking.Verdict($"refcount_t r = REFCOUNT_INIT(1); CPU0 {{ {code} }}"));

    [Theory]
    [InlineData("spin_lock(&l); struct o *p = slot; bool last = refcount_dec_if_one(&p->users); if (last) slot = NULL; spin_unlock(&l); if (last) kfree(p);", "held")]
    [InlineData("spin_lock(&l); struct o *p = slot; bool last = refcount_read(&p->users); slot = NULL; spin_unlock(&l); if (last) kfree(p);", "NoUseAfterFree")]
    [InlineData("struct o *p = slot; if (refcount_dec_if_one(&p->users)) { slot = NULL; kfree(p); }", "NoUseAfterFree")]
    public void Only_the_last_one_frees(string code, string expected) => Assert.Equal(expected, Checking.Verdict(
        "struct o { refcount_t users; } *slot; DEFINE_SPINLOCK(l); init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); refcount_set(&slot->users, 1); }\n"
        + "CPU0 { spin_lock(&l); struct o *p = slot; if (p && !refcount_inc_not_zero(&p->users)) p = NULL; spin_unlock(&l); if (p) refcount_dec(&p->users); }\n"
        + $"CPU1 {{ {code} }}"));
}
