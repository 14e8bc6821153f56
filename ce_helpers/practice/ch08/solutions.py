"""Chapter 8, Prediction minus truth: the solutions, as they stand in the notebook."""

import numpy as np

import ce_helpers as ce


def one_update(w, x, y, eta):
    y_hat = 1 / (1 + np.exp(-(w @ x)))
    return w - eta * (y_hat - y) * x


def softmax_gradient(z, y):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1  # prediction minus truth
    return p / len(y)


def numerical_gradient(f, x):
    h = 1e-5
    gradient = np.zeros(len(x))
    for i, step in enumerate(h * np.eye(len(x))):
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def hessian(z):
    e = np.exp(z - np.max(z))
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


def backward(X, V, a, W, c, y):
    h = np.tanh(X @ V + a)
    g = (ce.softmax(h @ W + c) - np.eye(len(c))[y]) / len(y)
    in_s = (g @ W.T) * (1 - h**2)  # the slope of tanh is made of h, not of s
    return X.T @ in_s, in_s.sum(axis=0), h.T @ g, g.sum(axis=0)


def hidden_gradient(X, V, W, y):
    s = X @ V
    g = softmax_gradient(np.maximum(s, 0) @ W, y)  # its mean is in it
    return X.T @ (g @ W.T * (s > 0))
