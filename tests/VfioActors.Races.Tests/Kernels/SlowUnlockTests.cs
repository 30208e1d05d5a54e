namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// A sleeping lock is touched after it is free where somebody waits for it: mutex_unlock, kernel/locking/mutex.c, "can
/// NOT directly be used to release an object such that another concurrent task can free it", and rwsem.c, Linux 6.12.
/// </summary>
public sealed class SlowUnlockTests
{
    private const string Head = """
        struct o { struct mutex m; struct rw_semaphore s; spinlock_t l; int n, v; refcount_t r; struct rcu_head rcu; } *p;
        DEFINE_MUTEX(g); init { p = kzalloc(sizeof(*p), GFP_KERNEL); p->n = 2; refcount_set(&p->r, 2); }

        """;

    private const string Two = "CPU0 { put(p); }\nCPU1 { put(p); }";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "a count under the mutex of the object", "NoUseAfterFree", "void put(struct o *q) "
            + "{ mutex_lock(&q->m); int last = --q->n == 0; mutex_unlock(&q->m); if (last) kfree(q); }\n" + Two },
        { "under its spinlock", "held", "void put(struct o *q) "
            + "{ spin_lock(&q->l); int last = --q->n == 0; spin_unlock(&q->l); if (last) kfree(q); }\n" + Two },
        { "under a mutex that stays", "held", "void put(struct o *q) "
            + "{ mutex_lock(&g); int last = --q->n == 0; mutex_unlock(&g); if (last) kfree(q); }\n" + Two },
        { "under its semaphore", "NoUseAfterFree", "void put(struct o *q) "
            + "{ down_write(&q->s); int last = --q->n == 0; up_write(&q->s); if (last) kfree(q); }\n" + Two },
        { "by a guard", "NoUseAfterFree", "void put(struct o *q) "
            + "{ int last; scoped_guard(mutex, &q->m) { last = --q->n == 0; } if (last) kfree(q); }\n" + Two },
        { "freed after a grace period, for which nobody reads", "NoUseAfterFree", "void put(struct o *q) "
            + "{ mutex_lock(&q->m); int last = --q->n == 0; mutex_unlock(&q->m); if (last) kfree_rcu(q, rcu); }\n" + Two },
        { "a reference that is put later", "held", "void put(struct o *q) "
            + "{ mutex_lock(&q->m); q->v++; mutex_unlock(&q->m); if (refcount_dec_and_test(&q->r)) kfree(q); }\n" + Two },
        { "a reader that is the last", "NoUseAfterFree",
            "CPU0 { struct o *q = p; down_read(&q->s); q->v = 1; up_read(&q->s); }\n"
                + "CPU1 { struct o *q = p; down_write(&q->s); int v = q->v; up_write(&q->s); if (v) kfree(q); else q->v = 0; }" },
        { "nobody waits who only tries", "held",
            "CPU0 { struct o *q = p; mutex_lock(&q->m); q->v = 1; mutex_unlock(&q->m); }\n"
                + "CPU1 { struct o *q = p; if (mutex_trylock(&q->m)) { int v = q->v; mutex_unlock(&q->m); if (v) kfree(q); } }" },
        { "who waits for another is no one", "held",
            "CPU0 { struct o *q = p; mutex_lock(&q->m); q->v = 1; mutex_unlock(&q->m); }\n"
                + "CPU1 { mutex_lock(&g); mutex_unlock(&g); }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Whoever_has_the_lock_next_must_not_free_it_yet(string name, string expected, string text)
    {
        var verdict = Checking.Verdict(Head + text);
        Assert.True(verdict == expected, $"{name}: {verdict}");
    }

    [Fact]
    public void What_is_touched_is_said() => Assert.Contains(
        "line 3: CPU0 uses o#1->m, which CPU1 freed at line 3", Checking.Reasons(Head + "void put(struct o *q) "
            + "{ mutex_lock(&q->m); int last = --q->n == 0; mutex_unlock(&q->m); if (last) kfree(q); }\n" + Two));
}
