namespace VfioActors.Races.Tests;

/// <summary>Work that is queued again while somebody waits for it: kernel/workqueue.c, Linux 6.6.</summary>
public sealed class WorkTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "A flush waits for one run, not for the next one that the work queues itself",
            """
            void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work);
                if (x->n++ == 0) schedule_work(w); }
            CPU0 { schedule_work(&d->work); flush_work(&d->work); kfree(d); }
            """,
            "NoUseAfterFree"
        },
        {
            "Who finds that another queues it flushes what is in no queue yet",
            """
            void fn(struct work_struct *w) { n = 1; }
            CPU0 { schedule_work(&d->work); }
            CPU1 { schedule_work(&d->work); flush_work(&d->work); assert(n == 1); }
            """,
            "assert-5"
        },
        {
            "So does who calls the same function for it",
            """
            void fn(struct work_struct *w) { n = 1; }
            void kick(void) { schedule_work(&d->work); flush_work(&d->work); assert(n == 1); }
            CPU0 { kick(); }
            CPU1 { kick(); }
            """,
            "assert-4"
        },
        {
            "Who queues it himself flushes what is there",
            """
            void fn(struct work_struct *w) { n = 1; }
            CPU0 { schedule_work(&d->work); flush_work(&d->work); assert(n == 1); }
            CPU1 { flush_work(&d->work); }
            """,
            "held"
        },
        {
            "A cancel takes that one out of the queue",
            """
            void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work);
                if (x->n++ == 0) schedule_work(w); }
            CPU0 { schedule_work(&d->work); cancel_work_sync(&d->work); kfree(d); }
            """,
            "held"
        },
        {
            "Nobody queues what is being canceled",
            """
            DECLARE_COMPLETION(begun); DECLARE_COMPLETION(go); int again, canceled;
            void fn(struct work_struct *w) { if (n++ == 0) { complete(&begun); wait_for_completion(&go);
                again = 1 + schedule_work(w); } }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); complete(&go);
                cancel_work_sync(&d->work); canceled = 1; assert(n == 1 || again == 2); }
            sometimes(again == 1 && canceled && n == 1); sometimes(again == 2 && canceled && n == 1);
            sometimes(n == 2);
            """,
            "held"
        },
        {
            "Nor what is canceled while it is neither queued nor under way",
            """
            int got; void fn(struct work_struct *w) { n++; }
            CPU0 { cancel_work_sync(&d->work); }
            CPU1 { got = 1 + schedule_work(&d->work); }
            sometimes(got == 1 && n == 0); sometimes(got == 2 && n == 0); sometimes(n == 1);
            """,
            "held"
        },
        {
            "Nor from the end of its run until who cancels it goes on",
            """
            int got; DECLARE_COMPLETION(begun); DECLARE_COMPLETION(go);
            void fn(struct work_struct *w) { if (n == 0) { complete(&begun); wait_for_completion(&go); } n++; }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); complete(&go); cancel_work_sync(&d->work); }
            CPU1 { while (!READ_ONCE(n)) cpu_relax(); flush_work(&d->work); got = 1 + schedule_work(&d->work); }
            sometimes(got == 1 && n == 1); sometimes(got == 2 && n == 2);
            """,
            "held"
        },
        {
            "Of two that cancel it one waits for the other, and both come to their end",
            """
            int first, second;
            void fn(struct work_struct *w) { n++; }
            CPU0 { schedule_work(&d->work); first = 1 + cancel_work_sync(&d->work); }
            CPU1 { second = 1 + cancel_work_sync(&d->work); }
            finally(first && second && (first == 1 || second == 1));
            sometimes(first == 2); sometimes(second == 2); sometimes(n == 1);
            """,
            "held"
        },
        {
            "Who flushes what another cancels goes on",
            """
            void fn(struct work_struct *w) { n++; }
            CPU0 { schedule_work(&d->work); flush_work(&d->work); }
            CPU1 { cancel_work_sync(&d->work); }
            sometimes(n == 0); sometimes(n == 1);
            """,
            "held"
        },
        {
            "Who flushes what is queued while it is under way waits for the second run",
            """
            DECLARE_COMPLETION(begun); DECLARE_COMPLETION(queued);
            void fn(struct work_struct *w) { if (n == 0) { complete(&begun); wait_for_completion(&queued); } n++; }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); schedule_work(&d->work); complete(&queued);
                flush_work(&d->work); assert(n == 2); }
            """,
            "held"
        },
        {
            "Who flushes what is under way and not queued waits for this run alone",
            """
            DECLARE_COMPLETION(begun); DECLARE_COMPLETION(queued); int past;
            void fn(struct work_struct *w) { if (n == 0) { complete_all(&begun); wait_for_completion(&queued); } n++; }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); flush_work(&d->work); past = 1; }
            CPU1 { wait_for_completion(&begun); schedule_work(&d->work); complete(&queued); }
            sometimes(past && n == 1); sometimes(past && n == 2);
            """,
            "held"
        },
        {
            "A cancel says whether it took one out of the queue, so that its reference is put",
            """
            refcount_t ref;
            void put(void) { if (refcount_dec_and_test(&ref)) n++; }
            void fn(struct work_struct *w) { put(); }
            CPU0 { refcount_set(&ref, 1); refcount_inc(&ref); if (!schedule_work(&d->work)) put();
                if (cancel_work_sync(&d->work)) put(); put(); }
            finally(n == 1);
            """,
            "held"
        },
        {
            "Also when the work is under way",
            """
            DECLARE_COMPLETION(begun); DECLARE_COMPLETION(queued); int was;
            void fn(struct work_struct *w) { if (n == 0) { complete(&begun); wait_for_completion(&queued); } n++; }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); schedule_work(&d->work);
                complete(&queued); was = cancel_work_sync(&d->work); assert(n == 2 - was); }
            sometimes(was == 1 && n == 1); sometimes(was == 0 && n == 2);
            """,
            "held"
        },
        {
            "Who does not wait frees what a run that is under way uses",
            """
            void fn(struct work_struct *w) { container_of(w, struct dev, work)->n = 1; }
            CPU0 { schedule_work(&d->work); cancel_work(&d->work); kfree(d); }
            """,
            "NoUseAfterFree"
        },
        {
            "It may be canceled under a spinlock, and queued again meanwhile",
            """
            DEFINE_SPINLOCK(l); DECLARE_COMPLETION(begun); DECLARE_COMPLETION(go); int was, again;
            void fn(struct work_struct *w) { if (n == 0) { complete(&begun); wait_for_completion(&go); } n++; }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); schedule_work(&d->work); spin_lock(&l);
                was = cancel_work(&d->work); spin_unlock(&l); again = schedule_work(&d->work); complete(&go);
                flush_work(&d->work); assert(was == 1 && again == 1 && n == 2); }
            """,
            "held"
        },
        {
            "Work that queues itself and frees what it is in is used afterwards",
            """
            void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work);
                schedule_work(w); kfree(x); }
            CPU0 { schedule_work(&d->work); }
            """,
            "NoUseAfterFree"
        },
        {
            "Work that frees what it is in is not, and who flushes it goes on",
            """
            DECLARE_COMPLETION(begun); DECLARE_COMPLETION(go);
            void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work);
                complete(&begun); wait_for_completion(&go); kfree(x); }
            CPU0 { schedule_work(&d->work); wait_for_completion(&begun); complete(&go); }
            """,
            "held"
        },
    };

    /// <summary>Delayed work is work: its delay may be any.</summary>
    [Theory]
    [InlineData("", "NoUseAfterFree")]
    [InlineData("cancel_delayed_work(&d->dwork);", "NoUseAfterFree")]
    [InlineData("cancel_delayed_work_sync(&d->dwork);", "held")]
    [InlineData("flush_delayed_work(&d->dwork);", "held")]
    [InlineData("mod_delayed_work(system_wq, &d->dwork, HZ); cancel_delayed_work_sync(&d->dwork);", "held")]
    public void Delayed_work_comes_at_any_time(string before, string expected) => Assert.Equal(expected, Checking.Verdict($$"""
        struct dev { int n; struct delayed_work dwork; }; struct dev *d; struct workqueue_struct *wq;
        void poll(struct work_struct *work) { struct dev *x = container_of(work, struct dev, dwork.work);
            struct delayed_work *w = to_delayed_work(work); if (w == &x->dwork) x->n++; }
        init { d = kzalloc(sizeof(*d), GFP_KERNEL); INIT_DELAYED_WORK(&d->dwork, poll); }
        CPU0 { queue_delayed_work(wq, &d->dwork, msecs_to_jiffies(100)); {{before}} kfree(d); }
        """));

    [Fact]
    public void Delayed_work_can_be_declared() => Assert.Equal("held", Checking.Verdict("""
        int n; void poll(struct work_struct *work) { n++; } DECLARE_DELAYED_WORK(w, poll);
        CPU0 { schedule_delayed_work(&w, HZ); flush_delayed_work(&w); assert(n == 1); }
        """));

    [Theory, MemberData(nameof(Cases))]
    public void Work_is_waited_for_as_in_the_kernel(string what, string code, string expected)
    {
        var verdict = Checking.MergedVerdict($$"""
            struct dev { int n; struct work_struct work; };
            struct dev *d; int n;
            {{code}}
            init { d = kzalloc(sizeof(*d), GFP_KERNEL); INIT_WORK(&d->work, fn); }
            """);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }
}
