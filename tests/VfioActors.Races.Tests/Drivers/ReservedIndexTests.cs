namespace VfioActors.Races.Tests.Drivers;

/// <summary>Indices that are taken before there is an entry: include/linux/xarray.h and lib/xarray.c, Linux 6.12.</summary>
public sealed class ReservedIndexTests
{
    private const string Head = "struct xarray xa; DEFINE_XARRAY_ALLOC(al); DEFINE_XARRAY_ALLOC1(al1); DEFINE_XARRAY(plain); struct o { int n; } o, p; u32 a, b; int r;\n";

    [Theory]
    [InlineData("r = xa_alloc(&al, &a, NULL, xa_limit_32b, GFP_KERNEL); r = xa_alloc(&al, &b, NULL, xa_limit_32b, GFP_KERNEL); assert(a != b && !xa_load(&al, a));")]
    [InlineData("r = xa_alloc(&al, &a, NULL, xa_limit_32b, GFP_KERNEL); assert(!xa_store(&al, a, &o, GFP_KERNEL) && xa_load(&al, a) == &o);")]
    [InlineData("r = xa_alloc(&al, &a, &o, xa_limit_32b, GFP_KERNEL); xa_store(&al, a, NULL, GFP_KERNEL); r = xa_alloc(&al, &b, &o, xa_limit_32b, GFP_KERNEL); assert(a != b);")]
    [InlineData("r = xa_alloc(&al, &a, &o, xa_limit_32b, GFP_KERNEL); xa_erase(&al, a); r = xa_alloc(&al, &b, &o, xa_limit_32b, GFP_KERNEL); assert(a == b);")]
    [InlineData("xa_store(&plain, 1, &o, GFP_KERNEL); xa_store(&plain, 1, NULL, GFP_KERNEL); assert(xa_empty(&plain) && !xa_insert(&plain, 1, &o, GFP_KERNEL));")]
    [InlineData("xa_store(&al, 1, &o, GFP_KERNEL); xa_store(&al, 1, NULL, GFP_KERNEL); assert(!xa_empty(&al) && xa_insert(&al, 1, &o, GFP_KERNEL) == -EBUSY);")]
    [InlineData("r = xa_alloc(&al1, &a, &o, xa_limit_32b, GFP_KERNEL); assert(a == 1);")]
    [InlineData("xa_init_flags(&xa, XA_FLAGS_ALLOC1 | XA_FLAGS_ACCOUNT); r = xa_alloc(&xa, &a, &o, xa_limit_32b, GFP_KERNEL); assert(a == 1); xa_destroy(&xa); "
        + "r = xa_alloc(&xa, &a, &o, xa_limit_32b, GFP_KERNEL); assert(a == 1);")]
    [InlineData("assert(!xa_reserve(&xa, 2, GFP_KERNEL) && !xa_load(&xa, 2) && !xa_empty(&xa)); assert(xa_insert(&xa, 2, &o, GFP_KERNEL) == -EBUSY); "
        + "assert(!xa_store(&xa, 2, &o, 0) && xa_load(&xa, 2) == &o); xa_release(&xa, 2); assert(xa_load(&xa, 2) == &o);")]
    [InlineData("assert(!xa_reserve(&xa, 2, GFP_KERNEL)); xa_release(&xa, 2); assert(xa_empty(&xa));")]
    [InlineData("xa_store(&xa, 2, &o, GFP_KERNEL); assert(!xa_reserve(&xa, 2, GFP_KERNEL) && xa_load(&xa, 2) == &o);")]
    [InlineData("assert(!xa_insert(&xa, 2, NULL, GFP_KERNEL) && xa_insert(&xa, 2, &o, GFP_KERNEL) == -EBUSY);")]
    [InlineData("assert(!xa_cmpxchg(&xa, 1, NULL, &o, GFP_KERNEL)); assert(xa_cmpxchg(&xa, 1, NULL, &p, GFP_KERNEL) == &o); assert(xa_cmpxchg(&xa, 1, &o, &p, 0) == &o && xa_load(&xa, 1) == &p);")]
    [InlineData("assert(!xa_cmpxchg(&xa, 1, NULL, XA_ZERO_ENTRY, GFP_KERNEL) && !xa_empty(&xa)); assert(!xa_cmpxchg(&xa, 1, NULL, &o, GFP_KERNEL) && !xa_load(&xa, 1)); "
        + "assert(!xa_cmpxchg(&xa, 1, XA_ZERO_ENTRY, &o, GFP_KERNEL) && xa_load(&xa, 1) == &o);")]
    [InlineData("xa_store(&xa, 1, &o, GFP_KERNEL); assert(xa_cmpxchg(&xa, 1, &o, NULL, 0) == &o && xa_empty(&xa));")]
    [InlineData("xa_lock(&xa); assert(!__xa_cmpxchg(&xa, 1, NULL, &o, GFP_ATOMIC)); xa_unlock(&xa); assert(xa_load(&xa, 1) == &o);")]
    [InlineData("int n = 0; unsigned long i; struct o *e; r = xa_reserve(&xa, 1, GFP_KERNEL); xa_store(&xa, 2, &o, GFP_KERNEL); xa_for_each(&xa, i, e) n++; assert(n == 1);")]
    public void An_index_is_taken_before_there_is_an_entry(string code) =>
        Assert.Equal("held", Checking.Verdict($"{Head}CPU0 {{ {code} }}"));

    /// <summary>Two who make what is found under a number, as iommufd_get_group does.</summary>
    [Theory]
    [InlineData("if (xa_cmpxchg(&xa, 1, NULL, g, GFP_KERNEL)) kfree(g);", "held")]
    [InlineData("if (!xa_load(&xa, 1)) xa_store(&xa, 1, g, GFP_KERNEL); else kfree(g);", "NoLeak")]
    public void Of_two_one_comes_first(string puts, string expected)
    {
        var makes = $"{{ struct o *g = kzalloc(sizeof(*g), GFP_KERNEL); {puts} }}";
        Assert.Equal(expected, Checking.Verdict($"{Head}CPU0 {makes} CPU1 {makes}"));
    }

    [Theory]
    [InlineData("xa_store(&xa, 8, &o, GFP_KERNEL);", "line 2 used an index beyond the last one that there is in CPU0")]
    [InlineData("xa_cmpxchg(&xa, 8, NULL, &o, GFP_KERNEL);", "line 2 used an index of an xarray beyond the last one that there is in CPU0")]
    public void An_index_that_is_not_modelled_is_no_verdict(string code, string expected) => Assert.StartsWith(
        $"? {expected}", Checking.Verdict($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("assert(!xa_cmpxchg(&xa, 1, NULL, &o, GFP_KERNEL));", "assert-2")]
    [InlineData("void *e = xa_cmpxchg(&xa, 1, NULL, &o, GFP_KERNEL); assert(!xa_err(e) || xa_err(e) == -ENOMEM);", "")]
    [InlineData("r = xa_reserve(&xa, 1, GFP_KERNEL); assert(!r || r == -ENOMEM); if (!r) assert(!xa_store(&xa, 1, &o, GFP_KERNEL));", "")]
    [InlineData("assert(!xa_reserve(&xa, 1, GFP_KERNEL));", "assert-2")]
    public void Memory_may_be_refused_until_then(string code, string expected) => Assert.Equal(expected, string.Join(' ', Checking.Run(
        $"{Head}CPU0 {{ {code} }}", "stateful", [], ("faults", "on")).Failures.Select(one => one.Property.Name).Distinct()));
}
