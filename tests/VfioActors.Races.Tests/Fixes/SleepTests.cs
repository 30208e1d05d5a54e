namespace VfioActors.Races.Tests.Fixes;

/// <summary>Tasks that sleep by their state, wait queues, and kthreads: kernel/sched, kernel/kthread.c.</summary>
public sealed class SleepTests
{
    /// <summary>Whoever looks before it says that it sleeps may miss that it is woken.</summary>
    [Theory]
    [InlineData("set_current_state(TASK_INTERRUPTIBLE); if (READ_ONCE(go)) break; schedule();", "held")]
    [InlineData("if (READ_ONCE(go)) break; set_current_state(TASK_INTERRUPTIBLE); schedule();", "Progress")]
    [InlineData("if (READ_ONCE(go)) break; set_current_state(TASK_INTERRUPTIBLE); if (!go) schedule();", "held")]
    [InlineData("set_current_state(TASK_IDLE); if (READ_ONCE(go)) break; schedule_timeout(HZ);", "? ")]
    [InlineData("set_current_state(TASK_IDLE); if (READ_ONCE(go)) break; schedule_timeout(MAX_SCHEDULE_TIMEOUT);",
        "held")]
    public void A_task_says_that_it_sleeps_before_it_looks(string code, string verdict) =>
        Assert.StartsWith(verdict, Checking.Verdict($$"""
            int go; struct task_struct *sleeper;
            CPU0 { sleeper = current; for (;;) { {{code}} } __set_current_state(TASK_RUNNING); }
            CPU1 { WRITE_ONCE(go, 1); if (sleeper) wake_up_process(sleeper); }
            """), StringComparison.Ordinal);

    [Theory]
    [InlineData("prepare_to_wait(&q, &wait, TASK_UNINTERRUPTIBLE); if (READ_ONCE(go)) break; schedule();", "held")]
    [InlineData("if (READ_ONCE(go)) break; prepare_to_wait(&q, &wait, TASK_UNINTERRUPTIBLE); schedule();", "Progress")]
    [InlineData("prepare_to_wait_exclusive(&q, &wait, 2); if (READ_ONCE(go)) break; schedule();", "held")]
    public void A_wait_that_is_written_out_looks_once_it_is_in_the_queue(string code, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            int go; DECLARE_WAIT_QUEUE_HEAD(q);
            CPU0 { DEFINE_WAIT(wait); for (;;) { {{code}} } finish_wait(&q, &wait); assert(!waitqueue_active(&q)); }
            CPU1 { WRITE_ONCE(go, 1); wake_up(&q); }
            """));

    /// <summary>Of those who wait alone wake_up wakes one.</summary>
    [Theory]
    [InlineData("prepare_to_wait", "wake_up", "held")]
    [InlineData("prepare_to_wait_exclusive", "wake_up", "Progress")]
    [InlineData("prepare_to_wait_exclusive", "wake_up_all", "held")]
    public void Who_waits_exclusively_is_woken_alone(string waits, string wakes, string verdict)
    {
        var report = Checking.Run($$"""
            int go; DECLARE_WAIT_QUEUE_HEAD(q);
            void sleep(void) { DEFINE_WAIT(w); for (;;) { {{waits}}(&q, &w, 1); if (go) break; schedule(); }
                finish_wait(&q, &w); }
            CPU0 { sleep(); }
            CPU1 { sleep(); }
            CPU2 { go = 1; {{wakes}}(&q); }
            """, "stateful");
        Assert.True(report.Complete || verdict != "held");
        Assert.Equal(verdict == "held" ? [] : [verdict], report.Failures.Select(one => one.Property.Name).Distinct());
    }

    /// <summary>An entry of add_wait_queue stays when it is woken; wait_event is such a loop, too.</summary>
    [Theory]
    [InlineData("DECLARE_WAITQUEUE(w, current); add_wait_queue(&q, &w); for (;;) { set_current_state(1); "
        + "if (go) break; if (signal_pending(current)) break; schedule(); } set_current_state(TASK_RUNNING); "
        + "remove_wait_queue(&q, &w);")]
    [InlineData("wait_event_interruptible(q, go); assert(go);")]
    [InlineData("if (wait_event_timeout(q, go, HZ)) assert(go);")]
    public void Other_ways_to_wait_end(string code) => Assert.Equal("held", Checking.Verdict($$"""
        int go; DECLARE_WAIT_QUEUE_HEAD(q); struct task_struct *me;
        CPU0 { me = current; {{code}} }
        CPU1 { go = 1; wake_up_interruptible(&q); if (0) wake_up_process(me); }
        """));

    /// <summary>
    /// Who was woken may find its entry off the queue, and then takes no lock: the queue must not go with it.
    /// </summary>
    [Theory]
    [InlineData("", "NoUseAfterFree")]
    [InlineData("mutex_lock(&m);", "held")]
    public void The_queue_is_there_until_who_wakes_has_left_it(string takes, string verdict)
    {
        var gives = takes.Replace("lock", "unlock", StringComparison.Ordinal);
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct req { wait_queue_head_t q; int done; }; struct req *r; DEFINE_MUTEX(m);
            init { r = kzalloc(sizeof(*r), GFP_KERNEL); init_waitqueue_head(&r->q); }
            CPU0 {
            	struct req *x = r;
            	DEFINE_WAIT(w);
            	for (;;) { prepare_to_wait(&x->q, &w, TASK_UNINTERRUPTIBLE); if (x->done) break; schedule(); }
            	finish_wait(&x->q, &w);
            	{{takes}}
            	{{gives}}
            	kfree(x);
            }
            CPU1 { {{takes}} r->done = 1; wake_up(&r->q); {{gives}} }
            """));
    }

    /// <summary>
    /// ubi: check kthread_should_stop() after the setting of task state (Linux 5.9). Since Linux 6.0 to stop it is a
    /// signal to it: what that ends does not go to sleep.
    /// </summary>
    [Theory]
    [InlineData("TASK_INTERRUPTIBLE", "", "held")]
    [InlineData("TASK_UNINTERRUPTIBLE", "", "Progress")]
    [InlineData("TASK_UNINTERRUPTIBLE", "if (kthread_should_stop()) { set_current_state(TASK_RUNNING); break; }", "held")]
    public void A_thread_looks_whether_to_stop_once_it_says_that_it_sleeps(string state, string looks, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct ubi { spinlock_t wl_lock; int works; struct task_struct *bgt_thread; };
            struct ubi ubi;
            int ubi_thread(void *u) {
            	struct ubi *ubi = u;
            	for (;;) {
            		if (kthread_should_stop()) break;
            		spin_lock(&ubi->wl_lock);
            		if (ubi->works == 0) {
            			set_current_state({{state}});
            			spin_unlock(&ubi->wl_lock);
            			{{looks}}
            			schedule();
            			continue;
            		}
            		ubi->works--;
            		spin_unlock(&ubi->wl_lock);
            		cond_resched();
            	}
            	return 0;
            }
            init { ubi.bgt_thread = kthread_create(ubi_thread, &ubi, "ubi_bgt%d", 0); wake_up_process(ubi.bgt_thread); }
            CPU0 { kthread_stop(ubi.bgt_thread); }
            """));

    /// <summary>A task goes when it has ended, unless somebody holds it.</summary>
    [Theory]
    [InlineData("t = kthread_run(f, NULL, \"f\"); kthread_stop(t);", "NoUseAfterFree")]
    [InlineData("t = kthread_create(f, NULL, \"f\"); get_task_struct(t); wake_up_process(t); int r = kthread_stop(t); "
        + "assert(r == 7 || (r == -EINTR && !n)); put_task_struct(t);", "held")]
    [InlineData("t = kthread_create(f, NULL, \"f\"); assert(kthread_stop(t) == -EINTR); assert(!n);", "held")]
    [InlineData("t = kthread_run(g, NULL, \"g\"); assert(kthread_stop(t) == 3 || !n); n = n;", "held")]
    [InlineData("t = kthread_run(g, NULL, \"g\"); kthread_stop(t); wake_up_process(t);", "NoUseAfterFree")]
    [InlineData("t = kthread_run(g, NULL, \"g\"); struct task_struct *u = t; kthread_stop(t); put_task_struct(u);",
        "NoUseAfterFree")]
    [InlineData("spin_lock(&l); t = kthread_run(g, NULL, \"g\"); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("t = kthread_run(h, &n, \"h\"); kthread_stop(t);", "Progress")]
    public void Tasks_are_made_and_stopped(string code, string verdict) => Assert.Equal(verdict, Checking.Verdict($$"""
        int n; struct task_struct *t; DEFINE_SPINLOCK(l);
        int f(void *data) { n++; return 7; }
        int g(void *data) { n++; for (;;) { set_current_state(1); if (kthread_should_stop()) break; schedule(); }
            set_current_state(0); return 3; }
        int h(void *data) { int *m = data; *m = 1; set_current_state(TASK_UNINTERRUPTIBLE); schedule();
            set_current_state(TASK_UNINTERRUPTIBLE); schedule(); return 0; }
        CPU0 { {{code}} }
        """));

    [Theory]
    [InlineData("int n; struct task_struct *t; CPU0 { t = kthread_run(n, 0, \"n\"); }", "the name of a function")]
    [InlineData("int n; int f(void *d) { n++; return 0; } CPU0 { kthread_run(f); }", "at least 2 arguments")]
    [InlineData("struct task_struct *t; CPU0 { t = NULL; } irq { t = current; }", "whatever was interrupted")]
    public void What_is_none_is_refused(string text, string expected) =>
        Assert.Contains(expected, Checking.Problems(text), StringComparison.Ordinal);
}
