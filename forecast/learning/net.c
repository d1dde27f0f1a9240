/* net.c - forward, backward and Adam over batches, in single precision.
 *
 * Goodfellow, Bengio & Courville, Deep Learning, 2016, 6.5 (back-propagation), 8.5.3 (Adam);
 * Loshchilov & Hutter 2017 (cosine rate), 2019 (weight decay apart from the gradient). */
#include "forecast/learning/net.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/learning/product.h"

enum { BATCH = 512, LAYERS = 3, PARTS = 2 * LAYERS + 1 };

static const float first_rate = 2e-3f, last_rate = 1e-5f;
static const float beta1 = 0.9f, beta2 = 0.99f, decay = 1e-3f, tiny = 1e-9f;

/* Parts of the parameters: weights and biases of the layers, then the by-pass. */
typedef struct {
    size_t rows, columns; /* a bias has one row */
    float *value, *gradient, *mean, *square;
} part;

struct fc_net {
    size_t size[LAYERS + 1];  /* inputs, hidden, hidden, outputs */
    size_t width[LAYERS + 1]; /* the same in whole blocks; what is beyond stays zero */
    part parts[PARTS];
    float *active[LAYERS + 1]; /* BATCH x width; the first holds the inputs */
    float *delta[2];           /* BATCH x the widest */
    float *target, *weight;    /* of the batch */
    float *turned;             /* weights of a layer, transposed */
    float *memory;
    gsl_rng *rng;
    size_t steps;
};

static size_t widest(const fc_net *net)
{
    size_t w = 0;

    for (size_t l = 0; l <= LAYERS; l++)
        w = net->width[l] > w ? net->width[l] : w;
    return w;
}

static void shape_parts(fc_net *net)
{
    for (size_t l = 0; l < LAYERS; l++) {
        net->parts[2 * l] = (part){.rows = net->width[l], .columns = net->width[l + 1]};
        net->parts[2 * l + 1] = (part){.rows = 1, .columns = net->width[l + 1]};
    }
    net->parts[PARTS - 1] = (part){.rows = net->width[0], .columns = net->width[LAYERS]};
}

/* Cuts one block of memory into all arrays; with no block it only counts. */
static size_t lay_out(fc_net *net, float *block)
{
    size_t used = 0;

    for (size_t p = 0; p < PARTS; p++) {
        float **const arrays[] = {&net->parts[p].value, &net->parts[p].gradient,
                                  &net->parts[p].mean, &net->parts[p].square};

        for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
            *arrays[k] = block ? block + used : NULL;
            used += net->parts[p].rows * net->parts[p].columns;
        }
    }
    for (size_t l = 0; l <= LAYERS; l++) {
        net->active[l] = block ? block + used : NULL;
        used += BATCH * net->width[l];
    }
    for (size_t k = 0; k < 2; k++) {
        net->delta[k] = block ? block + used : NULL;
        used += BATCH * widest(net);
    }
    net->target = block ? block + used : NULL;
    used += BATCH * net->width[LAYERS];
    net->weight = block ? block + used : NULL;
    used += BATCH;
    net->turned = block ? block + used : NULL;
    return used + widest(net) * widest(net);
}

/* Normal weights of variance 2 / inputs; the last layer starts small, the by-pass at zero. */
static void draw_weights(fc_net *net)
{
    for (size_t l = 0; l < LAYERS; l++) {
        const part *p = &net->parts[2 * l];
        const double sd = sqrt(2.0 / (double)net->size[l]) * (l + 1 == LAYERS ? 0.1 : 1);

        for (size_t i = 0; i < net->size[l]; i++)
            for (size_t j = 0; j < net->size[l + 1]; j++)
                p->value[i * p->columns + j] = (float)gsl_ran_gaussian_ziggurat(net->rng, sd);
    }
}

fc_status fc_net_new(size_t n_inputs, size_t n_hidden, size_t n_outputs, uint64_t seed,
                     fc_net **out)
{
    fc_net *net = calloc(1, sizeof *net);

    *out = net;
    if (!net)
        return fc_no_memory();
    net->size[0] = n_inputs;
    net->size[1] = net->size[2] = n_hidden;
    net->size[LAYERS] = n_outputs;
    for (size_t l = 0; l <= LAYERS; l++)
        net->width[l] = (net->size[l] + FC_PRODUCT_BLOCK - 1) / FC_PRODUCT_BLOCK * FC_PRODUCT_BLOCK;
    shape_parts(net);
    net->memory = calloc(lay_out(net, NULL), sizeof *net->memory);
    net->rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!net->memory || !net->rng)
        return fc_no_memory();
    lay_out(net, net->memory);
    gsl_rng_set(net->rng, (unsigned long)(seed ^ (seed >> 32)));
    draw_weights(net);
    return FC_OK;
}

void fc_net_free(fc_net *net)
{
    if (!net)
        return;
    free(net->memory);
    if (net->rng)
        gsl_rng_free(net->rng);
    free(net);
}

/* c[m x n] = a[m x k] b[k x n], or += with `add`. */
static void multiply(size_t m, size_t n, size_t k, const float *a, const float *b, bool add,
                     float *c)
{
    fc_product(m, n, k, (fc_product_left){a, k, 1}, b, add, c);
}

/* Nothing where `by` is not positive. */
static void rectify(size_t n, const float *by, float *values)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        values[i] = by[i] > 0 ? values[i] : 0;
}

static void forward(fc_net *net, size_t n)
{
    for (size_t l = 0; l < LAYERS; l++) {
        const size_t in = net->width[l], out = net->width[l + 1];
        float *z = net->active[l + 1];

        for (size_t i = 0; i < n; i++)
            memcpy(z + i * out, net->parts[2 * l + 1].value, out * sizeof *z);
        multiply(n, out, in, net->active[l], net->parts[2 * l].value, true, z);
        if (l + 1 < LAYERS)
            rectify(n * out, z, z);
    }
    multiply(n, net->width[LAYERS], net->width[0], net->active[0], net->parts[PARTS - 1].value,
             true, net->active[LAYERS]);
}

/* delta[0] = gradient of the loss by the outputs. */
static void loss_gradient(fc_net *net, size_t n)
{
    const size_t out = net->width[LAYERS];
    size_t counted = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i * out; j < (i + 1) * out; j++) {
            const bool counts = !isnan(net->target[j]);
            const float e = counts ? net->active[LAYERS][j] - net->target[j] : 0;

            net->delta[0][j] = tanhf(2 * e) * net->weight[i];
            counted += counts;
        }
    for (size_t i = 0; i < n * out; i++)
        net->delta[0][i] /= (float)(counted ? counted : 1);
}

/* c[k x n] = a[m x k]' b[m x n]. */
static void gradient_of(size_t m, size_t n, size_t k, const float *a, const float *b, float *c)
{
    fc_product(k, n, m, (fc_product_left){a, 1, k}, b, false, c);
}

/* turned[out x in] = weights[in x out]' */
static const float *transpose(fc_net *net, const float *weights, size_t in, size_t out)
{
    for (size_t i = 0; i < in; i++)
        for (size_t j = 0; j < out; j++)
            net->turned[j * in + i] = weights[i * out + j];
    return net->turned;
}

static void backward(fc_net *net, size_t n)
{
    float *d = net->delta[0], *next = net->delta[1];

    gradient_of(n, net->width[LAYERS], net->width[0], net->active[0], d,
                net->parts[PARTS - 1].gradient);
    for (size_t l = LAYERS; l-- > 0;) {
        const size_t in = net->width[l], out = net->width[l + 1];
        float *bias = net->parts[2 * l + 1].gradient, *swap = d;

        gradient_of(n, out, in, net->active[l], d, net->parts[2 * l].gradient);
        memset(bias, 0, out * sizeof *bias);
        for (size_t i = 0; i < n; i++) {
#pragma omp simd
            for (size_t j = 0; j < out; j++)
                bias[j] += d[i * out + j];
        }
        if (l == 0)
            break;
        multiply(n, in, out, d, transpose(net, net->parts[2 * l].value, in, out), false, next);
        rectify(n * in, net->active[l], next);
        d = next;
        next = swap;
    }
}

static void adam(fc_net *net, float rate)
{
    const float warm1 = 1 - powf(beta1, (float)++net->steps),
                warm2 = 1 - powf(beta2, (float)net->steps);

    for (size_t k = 0; k < PARTS; k++) {
        const part *p = &net->parts[k];
        const float keep = p->rows > 1 ? 1 - decay * rate : 1; /* biases do not decay */

#pragma omp simd
        for (size_t i = 0; i < p->rows * p->columns; i++) {
            const float g = p->gradient[i];

            p->mean[i] = beta1 * p->mean[i] + (1 - beta1) * g;
            p->square[i] = beta2 * p->square[i] + (1 - beta2) * g * g;
            p->value[i] -= rate * (p->mean[i] / warm1) / (sqrtf(p->square[i] / warm2) + tiny);
            p->value[i] *= keep;
        }
    }
}

static void load_batch(fc_net *net, const fc_net_samples *s, const size_t *order, size_t n)
{
    const size_t in = net->size[0], out = net->size[LAYERS];

    for (size_t i = 0; i < n; i++) {
        float *target = net->target + i * net->width[LAYERS];

        memcpy(net->active[0] + i * net->width[0], s->inputs + order[i] * in, in * sizeof(float));
        memcpy(target, s->targets + order[i] * out, out * sizeof(float));
        for (size_t j = out; j < net->width[LAYERS]; j++)
            target[j] = NAN;
        net->weight[i] = s->weights[order[i]];
    }
}

fc_status fc_net_train(fc_net *net, const fc_net_samples *samples, size_t epochs,
                       void (*progress)(void *data), void *data)
{
    const size_t batches = (samples->n + BATCH - 1) / BATCH;
    size_t *order = malloc(samples->n * sizeof *order);
    size_t step = 0;

    if (!order)
        return fc_no_memory();
    for (size_t i = 0; i < samples->n; i++)
        order[i] = i;
    for (size_t epoch = 0; epoch < epochs; epoch++) {
        gsl_ran_shuffle(net->rng, order, samples->n, sizeof *order);
        for (size_t b = 0; b < batches; b++, step++) {
            const size_t left = samples->n - b * BATCH, n = left < BATCH ? left : BATCH;
            const double turn = M_PI * (double)step / (double)(epochs * batches);

            load_batch(net, samples, order + b * BATCH, n);
            forward(net, n);
            loss_gradient(net, n);
            backward(net, n);
            adam(net, first_rate * (float)(0.5 * (1 + cos(turn))) + last_rate);
        }
        if (progress)
            progress(data);
    }
    free(order);
    return FC_OK;
}

void fc_net_apply(fc_net *net, const float *inputs, float *outputs)
{
    memcpy(net->active[0], inputs, net->size[0] * sizeof *inputs);
    forward(net, 1);
    memcpy(outputs, net->active[LAYERS], net->size[LAYERS] * sizeof *outputs);
}
