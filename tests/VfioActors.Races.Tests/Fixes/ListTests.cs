namespace VfioActors.Races.Tests.Fixes;

/// <summary>Lists as kernel code uses them: what loops leave behind, and lists with a head of one pointer.</summary>
public sealed class ListTests
{
    private const string Entry = """
        struct e { int id; struct list_head l; };
        LIST_HEAD(h);
        struct e *p; struct e *q;
        init {
        	struct e *a = kzalloc(sizeof(*a), GFP_KERNEL);
        	struct e *b = kzalloc(sizeof(*b), GFP_KERNEL);
        	a->id = 1;
        	b->id = 2;
        	list_add_tail(&a->l, &h);
        	list_add_tail(&b->l, &h);
        }

        """;

    /// <summary>After its last round the entry is one around the head: kernel code asks for that.</summary>
    [Theory]
    [InlineData("struct e *e; list_for_each_entry(e, &h, l) if (e->id == 3) break; assert(&e->l == &h);")]
    [InlineData("struct e *e; list_for_each_entry(e, &h, l) if (e->id == 2) break; assert(&e->l != &h && e->id == 2);")]
    [InlineData("struct e *e, *n; list_for_each_entry_safe(e, n, &h, l) { list_del(&e->l); kfree(e); } "
        + "assert(&e->l == &h);")]
    [InlineData("struct e *e, *n; list_for_each_entry_safe(e, n, &h, l) if (e->id == 1) break; assert(n->id == 2);")]
    [InlineData("list_for_each_entry_rcu(p, &h, l) { } assert(&p->l == &h);")]
    public void A_loop_leaves_in_its_variables_what_the_kernel_does(string code) =>
        Assert.Equal("held", Checking.Verdict($"{Entry}CPU0 {{ {code} }}"));

    [Fact]
    public void An_entry_that_is_not_found_is_not_one() =>
        Assert.Contains("NoWildPointer", Checking.Verdict("""
            struct e { int id; struct list_head l; };
            struct d { struct e *of; struct list_head l; };
            LIST_HEAD(h);
            CPU0 { struct d *d; list_for_each_entry(d, &h, l) { } d->of->id = 1; }
            """), StringComparison.Ordinal);

    /// <summary>Also where the head is the first of all objects, so that there is nothing before it.</summary>
    [Theory]
    [InlineData("struct d *d = list_first_entry(&h, struct d, l); d->of->id = 1;", "NoWildPointer")]
    [InlineData("struct d *d = list_first_entry(&h, struct d, l); kept = d; assert(&d->l == &h);", "held")]
    [InlineData("spin_lock(&lock); list_first_entry(&h, struct d, l)->of->id = 1; spin_unlock(&lock);",
        "NoWildPointer")]
    public void The_first_entry_of_an_empty_list_leads_nowhere(string code, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct e { int id; };
            struct d { struct e *of; struct list_head l; };
            LIST_HEAD(h); DEFINE_SPINLOCK(lock); struct e first; struct d *kept;
            CPU0 { {{code}} first.id = 1; }
            """));

    /// <summary>What list_del_rcu took off keeps its way to the next entry, and is on no list.</summary>
    [Theory]
    [InlineData("list_del_rcu(&p->l); list_add_rcu(&p->l, &h);", "held")]
    [InlineData("list_del_rcu(&p->l); list_del_rcu(&p->l);", "NoWildPointer")]
    [InlineData("list_add_rcu(&p->l, &h);", "NoDoubleListing")]
    public void An_entry_is_listed_again(string code, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($"{Entry}CPU0 {{ p = list_first_entry(&h, struct e, l); {code} }}"));

    private const string Hashed = """
        struct e { int id; struct hlist_node n; };
        struct hlist_head h[2]; HLIST_HEAD(other);
        int sum;
        init {
        	struct e *a = kzalloc(sizeof(*a), GFP_KERNEL);
        	struct e *b = kzalloc(sizeof(*b), GFP_KERNEL);
        	a->id = 1;
        	b->id = 2;
        	INIT_HLIST_HEAD(&h[1]);
        	hlist_add_head(&a->n, &h[1]);
        	hlist_add_behind(&b->n, &a->n);
        }

        """;

    [Theory]
    [InlineData("struct e *e; hlist_for_each_entry(e, &h[1], n) sum = sum * 10 + e->id; assert(!e && sum == 12);")]
    [InlineData("struct e *e; hlist_for_each_entry(e, &other, n) sum = 1; assert(!e && !sum && hlist_empty(&other));")]
    [InlineData(
        "struct e *e; struct hlist_node *t; hlist_for_each_entry_safe(e, t, &h[1], n) { hlist_del(&e->n); kfree(e); } "
            + "assert(!e && hlist_empty(&h[1]));")]
    [InlineData(
        "struct e *e = kzalloc(sizeof(*e), GFP_KERNEL); assert(hlist_unhashed(&e->n)); hlist_add_before(&e->n, "
            + "h[1].first); assert(h[1].first == &e->n); hlist_del_init(&e->n); hlist_del_init(&e->n); kfree(e); "
            + "hlist_for_each_entry_rcu(e, &h[1], n) sum = sum * 10 + e->id; assert(sum == 12);")]
    public void A_list_with_a_head_of_one_pointer_is_the_kernels(string code) =>
        Assert.Equal("held", Checking.Verdict($"{Hashed}CPU0 {{ {code} }}"));

    [Fact]
    public void What_is_taken_off_twice_writes_through_the_poison() =>
        Assert.Equal("NoWildPointer", Checking.Verdict(
            Hashed + "CPU0 { struct hlist_node *f = h[1].first; hlist_del(f); hlist_del(f); }"));

    /// <summary>A reader of RCU that found an entry uses it, also beside who takes it off.</summary>
    [Theory]
    [InlineData("kfree(e);", "NoUseAfterFree")]
    [InlineData("synchronize_rcu(); kfree(e);", "held")]
    public void Readers_go_through_what_is_taken_off_under_a_lock(string frees, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct e { int id; struct hlist_node n; };
            struct hlist_head h; DEFINE_SPINLOCK(lock); int sum;
            init { struct e *a = kzalloc(sizeof(*a), GFP_KERNEL); a->id = 1; hlist_add_head_rcu(&a->n, &h); }
            CPU0 {
            	struct e *e;
            	rcu_read_lock();
            	hlist_for_each_entry_rcu(e, &h, n)
            		sum += e->id;
            	rcu_read_unlock();
            }
            CPU1 {
            	spin_lock(&lock);
            	struct e *e = container_of(h.first, struct e, n);
            	hlist_del_rcu(&e->n);
            	spin_unlock(&lock);
            	{{frees}}
            }
            finally(sum < 2);
            """));
}
