using System.Text.RegularExpressions;

namespace VfioActors.Races.Tests.Drivers;

/// <summary>
/// What begins, and who takes it up, are shown where its own function stands, whatever else the file sets up.
/// </summary>
public sealed class BeginningTests
{
    private const string Head = """
        struct in { struct work_struct w; };
        struct d { struct work_struct a; struct work_struct b; struct delayed_work c; struct in in; struct timer_list t; struct timer_list u; struct hrtimer h; struct hrtimer i; struct tasklet_struct r; struct tasklet_struct s; struct work_struct row[2]; };
        struct d *g; int n;
        irqreturn_t thread0(int irq, void *p) { return IRQ_HANDLED; }
        irqreturn_t line0(int irq, void *p) { return IRQ_HANDLED; }
        irqreturn_t line1(int irq, void *p) { n = 7; return IRQ_HANDLED; }
        irqreturn_t thread1(int irq, void *p) { return IRQ_HANDLED; }
        void other(struct work_struct *w) { n = 1; }
        void work(struct work_struct *w) { n = 2; }
        void tick(struct timer_list *t) { n = 3; }
        void tock(struct timer_list *t) { n = 4; }
        enum hrtimer_restart beep(struct hrtimer *h) { return HRTIMER_NORESTART; }
        enum hrtimer_restart boop(struct hrtimer *h) { return HRTIMER_NORESTART; }
        void drop(struct tasklet_struct *s) { n = 5; }
        void drip(struct tasklet_struct *s) { n = 6; }

        """;

    private const string Sets = """
        init {
            g = kzalloc(sizeof(*g), GFP_KERNEL);
            INIT_WORK(&g->a, other); INIT_WORK(&g->row[0], other); timer_setup(&g->t, tick, 0);
            hrtimer_setup(&g->h, beep, 1, 0); tasklet_setup(&g->r, drop);
        """;

    [Theory]
    [InlineData("INIT_WORK(&g->b, work);", "schedule_work(&g->b);", "work")]
    [InlineData("INIT_WORK(&g->in.w, work);", "schedule_work(&g->in.w);", "work")]
    [InlineData("struct in *in = &g->in; INIT_WORK(&in->w, work);", "schedule_work(&g->in.w);", "work")]
    [InlineData("INIT_WORK(&g->b, other); INIT_DELAYED_WORK(&g->c, work);", "schedule_delayed_work(&g->c, 1);", "work")]
    [InlineData("INIT_WORK(&g->b, work);", "schedule_work(&g->b); schedule_work(&g->a); flush_work(&g->a);", "work")]
    [InlineData("timer_setup(&g->u, tock, 0);", "mod_timer(&g->u, 1);", "tock")]
    [InlineData("timer_setup(&g->u, tock, 0);", "mod_timer(&g->t, 1);", "tick")]
    [InlineData("hrtimer_setup(&g->i, boop, 1, 0);", "hrtimer_start(&g->i, 1, 0);", "boop")]
    [InlineData("hrtimer_init(&g->i, 1, 0); g->i.function = boop;", "hrtimer_start(&g->i, 1, 0);", "boop")]
    [InlineData("tasklet_setup(&g->s, drip);", "tasklet_schedule(&g->s);", "drip")]
    public void Who_takes_it_up_too_late_does_so_at_its_function(string sets, string starts, string function)
    {
        var text = $"{Head}{Sets}{sets} }}\nCPU0 {{ {starts} kfree(g); }}";
        var line = 1 + text.Split('\n').ToList().FindIndex(one => one.Contains($" {function}(", StringComparison.Ordinal));
        var reasons = Checking.Reasons(text).Where(one => one.Contains("freed at", StringComparison.Ordinal));
        Assert.NotEmpty(reasons);
        Assert.All(reasons, one => Assert.StartsWith($"line {line}: ", one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DECLARE_WORK(gw, work); int y;", "", "schedule_work(&gw);", "work")]
    [InlineData("struct work_struct gw;", "INIT_WORK(&gw, work);", "schedule_work(&gw);", "work")]
    [InlineData("DEFINE_TIMER(gt, tock);", "", "mod_timer(&gt, 1);", "tock")]
    [InlineData("struct work_struct gr[2];", "INIT_WORK(&gr[1], work);", "schedule_work(&gr[1]);", "work")]
    [InlineData("", "int e = request_irq(0, line0, 0, \"x\", &n); e = request_irq(1, line1, 0, \"y\", &n);", "", "line1")]
    [InlineData("", "int e = request_threaded_irq(0, line0, thread0, 0, \"x\", &n); e = request_irq(1, line1, 0, \"y\", &n);",
        "", "line1")]
    public void What_begins_does_so_at_its_function(string variable, string sets, string starts, string function)
    {
        var text = $"{Head}{variable}\n{Sets}{sets} }}\nCPU0 {{ {starts} assert(READ_ONCE(n) < 2); n = 0; }}";

        var line = 1 + text.Split('\n').ToList().FindIndex(one => one.Contains($" {function}(", StringComparison.Ordinal));
        var named = Regex.Matches(Checking.Ladder(text), @"(\d+)[ /|\\] +(?:void|irqreturn_t) ");
        Assert.NotEmpty(named);
        Assert.All(named, one => Assert.Equal($"{line}", one.Groups[1].Value));
    }
}
