namespace VfioActors.Races.Tests.Fixes;

/// <summary>Queues of work, which are flushed, drained and destroyed: kernel/workqueue.c, Linux 6.12.</summary>
public sealed class QueueTests
{
    private const string One = """
        struct workqueue_struct *wq; int n;
        void f(struct work_struct *w) { n++; }
        DECLARE_WORK(a, f);
        """;

    private const string Two = """
        struct workqueue_struct *wq; int n, running, first, second;
        void f(struct work_struct *w) { assert(!running); running = 1; first = ++n; running = 0; }
        void g(struct work_struct *w) { assert(!running); running = 1; second = ++n; running = 0; }
        DECLARE_WORK(a, f); DECLARE_WORK(b, g);
        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "What is queued is there until it has run",
            $"{One} init {{ wq = alloc_workqueue(\"q\", 0, 0); }} CPU0 {{ queue_work(wq, &a); "
                + "if (maybe()) flush_workqueue(wq); finished = n; } int finished; sometimes(finished == 0); "
                + "sometimes(finished == 1);",
            "held"
        },
        {
            "A flush waits for what is queued, and not for what that queues",
            """
            struct workqueue_struct *wq; int n; void g(struct work_struct *w) { n++; } DECLARE_WORK(b, g);
            void f(struct work_struct *w) { n++; queue_work(wq, &b); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { queue_work(wq, &a); flush_workqueue(wq); assert(n > 0); }
            CPU1 { wait_for_completion(&c); assert(n < 2); } DECLARE_COMPLETION(c); CPU2 { flush_workqueue(wq); }
            CPU3 { complete(&c); }
            """,
            "assert-5"
        },
        {
            "To drain it is to wait for that, too",
            """
            struct workqueue_struct *wq; int n; void g(struct work_struct *w) { n++; } DECLARE_WORK(b, g);
            void f(struct work_struct *w) { n++; queue_work(wq, &b); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { queue_work(wq, &a); drain_workqueue(wq); assert(n == 2); queue_work(wq, &a); destroy_workqueue(wq); }
            """,
            "held"
        },
        {
            "While it is drained nobody else may queue",
            $"{One} init {{ wq = alloc_workqueue(\"q\", 0, 0); }} CPU0 {{ drain_workqueue(wq); }} "
                + "CPU1 { queue_work(wq, &a); }",
            "QueuesAreUsedRight"
        },
        {
            "Nor once it is destroyed",
            $"{One} init {{ wq = alloc_workqueue(\"q\", 0, 0); }} CPU0 {{ destroy_workqueue(wq); n = 1; }} "
                + "CPU1 { while (!READ_ONCE(n)) cpu_relax(); queue_work(wq, &a); }",
            "NoUseAfterFree"
        },
        {
            "What was queued already asks for no queue, nor does what is disabled",
            $"{One} init {{ wq = alloc_workqueue(\"q\", 0, 0); }} CPU0 {{ disable_work_sync(&a); "
                + "destroy_workqueue(wq); } CPU1 { queue_work(wq, &a); queue_work(wq, &a); }",
            "held"
        },
        {
            "Work that completes something is in the queue no more before it is said to have run",
            """
            struct workqueue_struct *wq; DECLARE_COMPLETION(c);
            void f(struct work_struct *w) { complete(&c); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { queue_work(wq, &a); }
            CPU1 { wait_for_completion(&c); destroy_workqueue(wq); }
            """,
            "held"
        },
        {
            "Work may free what it is in",
            """
            struct dev { struct work_struct work; }; struct workqueue_struct *wq;
            void f(struct work_struct *w) { kfree(container_of(w, struct dev, work)); }
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { struct dev *d = kzalloc(sizeof(*d), GFP_KERNEL); INIT_WORK(&d->work, f); queue_work(wq, &d->work);
                destroy_workqueue(wq); }
            """,
            "held"
        },
        {
            "Work of one queue runs beside itself not, beside others it does",
            $"{Two} init {{ wq = alloc_workqueue(\"q\", 0, 0); }}\n"
                + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); flush_workqueue(wq); }",
            "assert-2 assert-3"
        },
        {
            "That of an ordered one runs one after the other, as it was queued",
            $"{Two} init {{ wq = alloc_ordered_workqueue(\"q\", 0); }}\n"
                + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); flush_workqueue(wq); assert(first < second); }",
            "held"
        },
        {
            "Also what was taken out, and queued again behind the other",
            $"{Two} init {{ wq = create_singlethread_workqueue(\"q\"); }}\n"
                + "CPU0 { queue_work(wq, &a); if (cancel_work_sync(&a)) { queue_work(wq, &b); queue_work(wq, &a); "
                + "flush_workqueue(wq); assert(second && second < first); } }",
            "held"
        },
        {
            "Work of an ordered queue that waits for what comes behind it waits for ever",
            """
            struct workqueue_struct *wq; int n; void g(struct work_struct *w) { n++; } DECLARE_WORK(b, g);
            void f(struct work_struct *w) { flush_work(&b); } DECLARE_WORK(a, f);
            init { wq = alloc_ordered_workqueue("q", 0); }
            CPU0 { queue_work(wq, &a); queue_work(wq, &b); }
            """,
            "Progress"
        },
        {
            "So does work that flushes its own queue",
            """
            struct workqueue_struct *wq; void f(struct work_struct *w) { flush_workqueue(wq); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); } CPU0 { queue_work(wq, &a); }
            """,
            "Progress"
        },
        {
            "A flush while a lock is held that the work takes",
            """
            struct workqueue_struct *wq; int n; DEFINE_MUTEX(m);
            void f(struct work_struct *w) { mutex_lock(&m); n++; mutex_unlock(&m); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { queue_work(wq, &a); mutex_lock(&m); flush_workqueue(wq); mutex_unlock(&m); }
            """,
            "Progress"
        },
        {
            "One may not sleep where it is flushed",
            $"{One} DEFINE_SPINLOCK(l); init {{ wq = alloc_workqueue(\"q\", 0, 0); }} "
                + "CPU0 { spin_lock(&l); flush_workqueue(wq); spin_unlock(&l); queue_work(wq, &a); }",
            "NoSleepInAtomic"
        },
        {
            "A queue that was never made",
            $"{One} CPU0 {{ queue_work(wq, &a); flush_workqueue(wq); }}",
            "NoWildPointer"
        },
        {
            "An interrupt does not come between the steps of queueing",
            """
            struct delayed_work dw; int n; struct workqueue_struct *wq;
            void f(struct work_struct *w) { n++; }
            init { wq = alloc_workqueue("q", 0, 0); INIT_DELAYED_WORK(&dw, f); }
            irq(CPU0) { mod_delayed_work(wq, &dw, 0); }
            CPU0 { queue_delayed_work(wq, &dw, 0); cancel_delayed_work(&dw); flush_workqueue(wq); }
            """,
            "held"
        },
        {
            "Nor is it kept away while somebody waits for the run",
            """
            DECLARE_COMPLETION(c); struct workqueue_struct *wq; DECLARE_COMPLETION(begun);
            void f(struct work_struct *w) { complete(&begun); wait_for_completion(&c); } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            irq(CPU0) { complete(&c); }
            CPU0 { queue_work(wq, &a); wait_for_completion(&begun); cancel_work_sync(&a); destroy_workqueue(wq); }
            """,
            "held"
        },
        {
            "Two cancel it, and one of them waits for the other",
            $"{One} init {{ wq = alloc_ordered_workqueue(\"q\", 0); queue_work(wq, &a); }} "
                + "CPU0 { cancel_work_sync(&a); } CPU1 { cancel_work_sync(&a); assert(n == 0 || n == 1); }",
            "held"
        },
        {
            "A queue of the kernel's own is none of the file's",
            """
            struct workqueue_struct *wq; int n; DECLARE_COMPLETION(c);
            void f(struct work_struct *w) { wait_for_completion(&c); n++; } DECLARE_WORK(a, f);
            init { wq = alloc_workqueue("q", 0, 0); }
            CPU0 { schedule_work(&a); flush_workqueue(wq); assert(!n); complete(&c); flush_scheduled_work();
                assert(n); }
            """,
            "held"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Queues_do_what_those_of_the_kernel_do(string what, string text, string expected)
    {
        var verdict = Checking.Verdict(text);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    /// <summary>Delayed work is in its queue only once its timer has expired.</summary>
    [Theory]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); flush_workqueue(wq);", "NoUseAfterFree")]
    [InlineData("queue_delayed_work(wq, &d->work, 0); flush_workqueue(wq);", "held")]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); flush_delayed_work(&d->work);", "held")]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); flush_work(&d->work.work);", "NoUseAfterFree")]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); cancel_delayed_work_sync(&d->work); destroy_workqueue(wq);",
        "held")]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); destroy_workqueue(wq);", "NoUseAfterFree QueuesAreUsedRight")]
    [InlineData("queue_delayed_work(wq, &d->work, HZ); mod_delayed_work(wq, &d->work, 0); flush_workqueue(wq);",
        "held")]
    [InlineData("queue_delayed_work(wq, &d->work, 0); mod_delayed_work(wq, &d->work, HZ); flush_workqueue(wq);",
        "NoUseAfterFree")]
    public void Delayed_work_is_in_no_queue_until_its_timer_expires(string code, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct dev { struct delayed_work work; int n; };
            struct workqueue_struct *wq; struct dev *d;
            void f(struct work_struct *w) { container_of(to_delayed_work(w), struct dev, work)->n++; }
            init { wq = alloc_workqueue("q", 0, 0); d = kzalloc(sizeof(*d), 0); INIT_DELAYED_WORK(&d->work, f); }
            CPU0 { {{code}} kfree(d); if (0) flush_workqueue(wq); }
            """));

    /// <summary>
    /// drivers/vfio/virqfd.c: whoever disables finds nothing where the other end hung up, and what that queued may not
    /// have run. "Even if we don't queue the job, flush the wq to be sure it's been released."
    /// </summary>
    [Theory]
    [InlineData("", "NoUseAfterFree")]
    [InlineData("flush_workqueue(cleanup);", "held")]
    public void Who_finds_nothing_to_disable_waits_for_what_was_queued(string waits, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct vdev { int n; };
            struct virqfd { struct vdev *vdev; struct virqfd **pvirqfd; struct work_struct shutdown; };
            struct vdev *vdev; struct virqfd *slot; struct workqueue_struct *cleanup; DEFINE_SPINLOCK(virqfd_lock);
            void virqfd_shutdown(struct work_struct *w) {
            	struct virqfd *v = container_of(w, struct virqfd, shutdown);
            	v->vdev->n++;
            	kfree(v);
            }
            void virqfd_deactivate(struct virqfd *v) { queue_work(cleanup, &v->shutdown); }
            init {
            	cleanup = create_singlethread_workqueue("vfio-irqfd-cleanup");
            	vdev = kzalloc(sizeof(*vdev), GFP_KERNEL);
            	slot = kzalloc(sizeof(*slot), GFP_KERNEL);
            	slot->vdev = vdev;
            	slot->pvirqfd = &slot;
            	INIT_WORK(&slot->shutdown, virqfd_shutdown);
            }
            CPU0 {
            	spin_lock(&virqfd_lock);
            	if (slot) { virqfd_deactivate(slot); slot = NULL; }
            	spin_unlock(&virqfd_lock);
            	{{waits}}
            	kfree(vdev);
            }
            CPU1 {
            	spin_lock(&virqfd_lock);
            	if (slot) { virqfd_deactivate(slot); slot = NULL; }
            	spin_unlock(&virqfd_lock);
            }
            """));

    /// <summary>
    /// Whoever flushes delayed work waits for its timer, and for nobody else who is about to queue it: flush_work finds
    /// that in no queue. flush_delayed_work, kernel/workqueue.c, Linux 6.12.
    /// </summary>
    [Theory]
    [InlineData("", "held")]
    [InlineData("CPU1 { flush_delayed_work(&d); }", "assert-4")]
    public void To_flush_delayed_work_waits_for_its_timer_alone(string other, string expected) => Assert.Equal(
        expected,
        Checking.Verdict($$"""
            int x; struct workqueue_struct *q; struct delayed_work d;
            void f(struct work_struct *w) { x = 1; }
            init { q = alloc_ordered_workqueue("q", 0); INIT_DELAYED_WORK(&d, f); }
            CPU0 { queue_delayed_work(q, &d, 1); flush_delayed_work(&d); assert(x); }
            {{other}}
            """));
}
